package lab.runtime.kernel;

import java.util.Optional;

/**
 * SHA-256 made by the kernel; AF_ALG in the kernel's "User Space Interface". A JVM that is tuned to start quickly has no fast code of its own
 * for it: the kernel is ten times as fast.
 */
public final class KernelHash implements AutoCloseable {

    private static final int AF_ALG = 38;
    private static final int SOCK_SEQPACKET = 5;
    private static final int MSG_MORE = 0x8000;
    private static final int ADDRESS = 88;
    private static final int LENGTH = 32;
    private static final int BLOCK = 1 << 16;

    private final Kernel kernel = Kernel.get();
    private final Native memory = kernel.memory();
    private final Native.Block data = memory.buffer(BLOCK);
    private final Fd socket;

    private KernelHash(Fd socket) {
        this.socket = socket;
    }

    /** A hash of nothing yet; empty where the kernel offers none to programs. */
    public static Optional<KernelHash> sha256() {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var number = kernel.raw(Syscall.SOCKET, AF_ALG, SOCK_SEQPACKET | OpenFlags.O_CLOEXEC, 0);
            if (number < 0) {
                return Optional.empty();
            }
            try (var factory = Fd.of(number)) {
                var address = new byte[ADDRESS];
                address[0] = AF_ALG;
                put(address, 2, "hash");
                put(address, 24, "sha256");
                if (kernel.raw(Syscall.BIND, factory.number(), memory.bytes(address), ADDRESS) < 0) {
                    return Optional.empty();
                }
                var accepted = kernel.raw(Syscall.ACCEPT4, factory.number(), 0, 0, OpenFlags.O_CLOEXEC);
                return accepted < 0 ? Optional.empty() : Optional.of(new KernelHash(Fd.of(accepted)));
            }
        }
    }

    private static void put(byte[] into, int at, String text) {
        var bytes = Structs.utf8(text);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    /** Adds a part of an array. */
    public void update(byte[] bytes, int from, int length) throws ErrnoException {
        for (var done = 0; done < length; ) {
            var n = Math.min(BLOCK, length - done);
            data.write(bytes, from + done, n);
            done += (int) kernel.call(Syscall.SENDTO, "sha256", socket.number(), data.address(), n, MSG_MORE, 0, 0);
        }
    }

    /** The hash of all that was added; what is added later begins a new one. */
    public byte[] digest() throws ErrnoException {
        kernel.call(Syscall.SENDTO, "sha256", socket.number(), data.address(), 0, 0, 0, 0);
        kernel.call(Syscall.READ, "sha256", socket.number(), data.address(), LENGTH);
        var hash = new byte[LENGTH];
        data.read(hash, LENGTH);
        return hash;
    }

    @Override
    public void close() {
        socket.close();
        memory.close();
    }
}
