package lab.runtime.container;

import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Syscall;

/** A pseudo-terminal from the container's own devpts; pts(4). The lab's own terminal is never handed in. */
final class TerminalCalls {

    private static final long TIOCSPTLCK = 0x40045431;
    private static final long TIOCGPTPEER = 0x5441;
    private static final long TIOCSCTTY = 0x540e;
    private static final int F_SETFL = 4;
    private static final long O_RDWR_NOCTTY = OpenFlags.O_RDWR | OpenFlags.O_NOCTTY;

    private TerminalCalls() {}

    /**
     * Opens it, sends the master over the socket and makes the other end the standard streams.
     *
     * @param console whether it is shown as {@code /dev/console}, too
     */
    static void open(ScriptWriter s, Operand socket, boolean console) {
        open(s, socket, console, "/dev/pts/ptmx");
    }

    /** Does the same with a terminal of the host; there an ordinary user may open only this one of the two names. */
    static void openOnHost(ScriptWriter s, Operand socket) {
        open(s, socket, false, "/dev/ptmx");
    }

    private static void open(ScriptWriter s, Operand socket, boolean console, String path) {
        s.note("terminal");
        var master = s.open(path, O_RDWR_NOCTTY | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);
        s.ioctl(master.value(), TIOCSPTLCK, "TIOCSPTLCK", s.bytes(new byte[4], "{0}"));
        var peer = s.ioctl(
                master.value(), TIOCGPTPEER, "TIOCGPTPEER", s.named(O_RDWR_NOCTTY, OpenFlags.names(O_RDWR_NOCTTY)));
        s.call(Syscall.FCNTL, master.value(), s.named(F_SETFL, "F_SETFL"), s.named(OpenFlags.O_RDWR, "O_RDWR"));
        Descriptors.send(s, socket, master.value());
        s.close(master.value());
        if (console) {
            s.mknodat(s.fd(OpenFlags.AT_FDCWD), "/dev/console", 0100600, 0).mayFail();
            var copy = s.openTreeClone(s.fd(OpenFlags.AT_FDCWD), "/dev/pts/0", false);
            s.moveMount(copy.value(), s.fd(OpenFlags.AT_FDCWD), "/dev/console");
        }
        for (var fd = 0; fd < 3; fd++) {
            s.dup3(peer.value(), fd);
        }
        s.close(peer.value());
    }

    /** Makes it the controlling terminal of the caller, which leads a session. */
    static void control(ScriptWriter s) {
        s.note("terminal");
        s.ioctl(s.number(0), TIOCSCTTY, "TIOCSCTTY", s.number(0));
    }
}
