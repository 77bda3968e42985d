package lab.runtime.kernel;

import java.util.Arrays;

/** Sockets of this JVM that java.net does not have; socket(2), netlink(7). All are close-on-exec. */
public final class Sockets {

    /** {@code AF_INET}. */
    public static final int AF_INET = 2;

    /** {@code AF_INET6}. */
    public static final int AF_INET6 = 10;

    /** {@code AF_NETLINK}. */
    public static final int AF_NETLINK = 16;

    /** {@code SOCK_STREAM}. */
    public static final int SOCK_STREAM = 1;

    /** {@code SOCK_DGRAM}. */
    public static final int SOCK_DGRAM = 2;

    /** {@code SOCK_RAW}. */
    public static final int SOCK_RAW = 3;

    private static final int MSG_TRUNC = 0x20;
    private static final int SIOCGSKNS = 0x894c;

    private Sockets() {}

    /** socket(2): one of the network namespace that this thread is in. */
    public static Fd socket(int domain, int type, int protocol) throws ErrnoException {
        var shown = "domain " + domain + ", protocol " + protocol;
        return Fd.of(Kernel.get().call(Syscall.SOCKET, shown, domain, type | (long) OpenFlags.O_CLOEXEC, protocol));
    }

    /** bind(2) to a {@code struct sockaddr}. */
    public static void bind(Fd socket, byte[] address) throws ErrnoException {
        try (var memory = Kernel.get().memory()) {
            Kernel.get().call(Syscall.BIND, "", socket.number(), memory.bytes(address), address.length);
        }
    }

    /** setsockopt(2) of an {@code int}. */
    public static void option(Fd socket, int level, int name, int value) throws ErrnoException {
        option(socket, level, name, Structs.ints(value));
    }

    /** setsockopt(2). */
    public static void option(Fd socket, int level, int name, byte[] value) throws ErrnoException {
        try (var memory = Kernel.get().memory()) {
            var operand = "level " + level + ", option " + name;
            Kernel.get()
                    .call(Syscall.SETSOCKOPT, operand, socket.number(), level, name, memory.bytes(value), value.length);
        }
    }

    /** sendto(2) to the peer that the socket has anyway. */
    public static void send(Fd socket, byte[] message) throws ErrnoException {
        try (var memory = Kernel.get().memory()) {
            Kernel.get().call(Syscall.SENDTO, "", socket.number(), memory.bytes(message), message.length, 0, 0, 0);
        }
    }

    /** recvfrom(2) of one whole datagram, however long it is. */
    public static byte[] receive(Fd socket, int expected) throws ErrnoException {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var buffer = memory.buffer(expected);
            var peek = MSG_TRUNC | 2;
            var size = (int) kernel.call(Syscall.RECVFROM, "", socket.number(), buffer.address(), expected, peek, 0, 0);
            var whole = size > expected ? memory.buffer(size) : buffer;
            var got = kernel.call(Syscall.RECVFROM, "", socket.number(), whole.address(), whole.size(), 0, 0, 0);
            var bytes = new byte[whole.size()];
            whole.read(bytes, bytes.length);
            return Arrays.copyOf(bytes, (int) got);
        }
    }

    /** ioctl(2) {@code SIOCGSKNS}: the network namespace that a socket was made in. */
    public static Fd namespace(Fd socket) throws ErrnoException {
        return Fd.of(Kernel.get().call(Syscall.IOCTL, "SIOCGSKNS", socket.number(), SIOCGSKNS, 0));
    }
}
