package lab.runtime.container;

import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Label;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Syscall;

/*
 * The monitor reads what the container prints and appends it to two files: the bytes to one, and to the other, for each piece, a struct
 * timespec of CLOCK_REALTIME and the number of bytes. It ends when nobody is left who could print: a pipe gives its end, a terminal EIO.
 *
 * A terminal is made inside, and its other end comes over a socket. The monitor keeps it, so that the terminal lives as long as the
 * container, whatever becomes of the lab, and whoever attaches gets it from the monitor by pidfd_getfd(2).
 */
/** What the monitor of a detached container does while the container runs. */
final class LogCalls {

    /** The number of the socket or pipe in the monitor; the first that a script is given. */
    static final int SOURCE = FdTable.DONE + 1;

    /** The number of the log. */
    static final int LOG = SOURCE + 1;

    /** The number of the file of times. */
    static final int TIMES = LOG + 1;

    /** The bytes of a record of the file of times. */
    static final int RECORD = 24;

    private static final int COUNT = 16;
    private static final int SIZE = 4096;
    private static final int CLOCK_REALTIME = 0;
    private static final int PR_SET_PTRACER = 0x59616d61;

    private final ScriptWriter s;
    private final Detached.Output output;

    LogCalls(ScriptWriter s, Detached.Output output) {
        this.s = s;
        this.output = output;
    }

    /** Gives the descriptors, before any others are given. */
    static void give(FdTable fds, Detached.Output output) {
        fds.give(output.source(), "output");
        fds.give(output.log(), "log");
        fds.give(output.times(), "times");
    }

    /** Writes the calls, at the end of which the script goes on at a label. */
    void write(Label over) {
        s.note("what it prints");
        // Where Yama guards processes, only so may another one of this user take the terminal to attach to it.
        s.call(Syscall.PRCTL, s.named(PR_SET_PTRACER, "PR_SET_PTRACER"), s.named(-1, "PR_SET_PTRACER_ANY"))
                .mayFail();
        var source = source(over);
        var bytes = s.buffer(SIZE, "bytes");
        var time = s.buffer(RECORD, "time");
        var loop = s.label("loop");
        s.place(loop);
        var count = s.read(source, bytes, SIZE).onZero(over).onError(over);
        s.call(Syscall.CLOCK_GETTIME, s.named(CLOCK_REALTIME, "CLOCK_REALTIME"), time);
        s.store(time.plus(COUNT), count.value());
        s.write(s.number(LOG), bytes, count.value()).mayFail();
        s.write(s.number(TIMES), time, s.number(RECORD)).mayFail();
        s.jump(loop);
    }

    private Operand source(Label over) {
        if (output.terminal() == null) {
            return s.number(SOURCE);
        }
        var master = Descriptors.receive(s, s.number(SOURCE), over);
        s.dup3(master, SOURCE);
        return s.number(SOURCE);
    }
}
