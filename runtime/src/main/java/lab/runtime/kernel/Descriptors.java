package lab.runtime.kernel;

import java.util.List;
import java.util.Optional;

/** Passes a file descriptor from a script to this JVM, over a socket pair; unix(7) {@code SCM_RIGHTS}. */
public final class Descriptors {

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SCM_SIZE = 24;
    private static final int HEADER_SIZE = 56;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private Descriptors() {}

    /** socketpair(2): the first end stays here, the second goes to the script. */
    public static List<Fd> pair() throws ErrnoException {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var ends = memory.buffer(8);
            kernel.call(Syscall.SOCKETPAIR, "", AF_UNIX, SOCK_SEQPACKET | OpenFlags.O_CLOEXEC, 0, ends.address());
            return List.of(Fd.of(ends.getInt(0)), Fd.of(ends.getInt(4)));
        }
    }

    /** Writes sendmsg(2) of one descriptor into a script. */
    public static Result send(ScriptWriter script, Operand socket, Operand fd) {
        var control = script.bytes(Structs.longs(20, 1L << 32 | 1, 0), "{SOL_SOCKET, SCM_RIGHTS}");
        script.store(control.plus(16), fd);
        var iov = script.buffer(16, "iov");
        script.point(iov, script.text("x"));
        script.store(iov.plus(8), script.number(1));
        var header = script.bytes(Structs.longs(0, 0, 0, 1, 0, SCM_SIZE, 0), "{SCM_RIGHTS, " + fd.shown() + "}");
        script.point(header.plus(16), iov);
        script.point(header.plus(32), control);
        return script.call(Syscall.SENDMSG, socket, header, script.number(0));
    }

    /**
     * Writes recvmsg(2) of one descriptor into a script, which goes on at a label if none comes.
     *
     * @return the descriptor's number
     */
    public static Operand receive(ScriptWriter script, Operand socket, Label none) {
        var control = script.buffer(SCM_SIZE, "control");
        var iov = script.buffer(16, "iov");
        script.point(iov, script.buffer(8, "byte"));
        script.store(iov.plus(8), script.number(1));
        var header = script.bytes(Structs.longs(0, 0, 0, 1, 0, SCM_SIZE, 0), "{SCM_RIGHTS}");
        script.point(header.plus(16), iov);
        script.point(header.plus(32), control);
        script.call(Syscall.RECVMSG, socket, header, script.named(MSG_CMSG_CLOEXEC, "MSG_CMSG_CLOEXEC"))
                .onZero(none)
                .onError(none);
        return control.plus(16).load32();
    }

    /** Waits for a descriptor; empty if the other side is gone without having sent one. */
    public static Optional<Fd> receive(Fd socket) throws ErrnoException {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var control = memory.buffer(SCM_SIZE);
            var iov = memory.buffer(16);
            iov.putLong(0, memory.buffer(8).address());
            iov.putLong(8, 1);
            var header = memory.buffer(HEADER_SIZE);
            header.putLong(16, iov.address());
            header.putLong(24, 1);
            header.putLong(32, control.address());
            header.putLong(40, SCM_SIZE);
            var n = kernel.call(Syscall.RECVMSG, "a descriptor", socket.number(), header.address(), MSG_CMSG_CLOEXEC);
            return n == 0 || header.getLong(40) < 20 ? Optional.empty() : Optional.of(Fd.of(control.getInt(16)));
        }
    }
}
