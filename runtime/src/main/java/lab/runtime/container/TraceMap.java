package lab.runtime.container;

import java.util.Optional;
import java.util.stream.IntStream;
import lab.runtime.kernel.Ended;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Trace;

/**
 * Where in the trace of a start or a join the things are that others look for. It lies in the trace itself, first of the shared buffers, so
 * whoever finds a trace can read it.
 *
 * @param monitor the call that gives the monitor's pid
 * @param first the call that gives the pid of the first process
 * @param info where the siginfo of the first process's end lies, in bytes
 * @param inner where the siginfo of the command's end lies if process 1 is the lab's own, else 0
 * @param firstExec the first execve(2)
 * @param endExec the call after the last execve(2)
 * @param waitCall the waitid(2) that gives the first process's end
 */
record TraceMap(int monitor, int first, int info, int inner, int firstExec, int endExec, int waitCall) {

    private static final int SIZE = 32;

    /** Takes the place for it; before any other shared buffer. */
    static Operand.Address reserve(ScriptWriter s) {
        return s.shared(SIZE, "&map");
    }

    /** Where a buffer lies, or 0 for none. */
    static int offset(Script script, Operand.Address shared) {
        return script.traceOffset(shared);
    }

    void write(Trace trace) {
        var at = trace.shared();
        trace.putInt32(at, monitor);
        trace.putInt32(at + 4, first);
        trace.putInt32(at + 8, info);
        trace.putInt32(at + 12, inner);
        trace.putInt32(at + 16, firstExec);
        trace.putInt32(at + 24, waitCall);
        trace.putInt32(at + 20, endExec);
    }

    /** The map of a trace; empty while the trace is being made, or if it is not one of this version. */
    static Optional<TraceMap> read(Trace trace) {
        var at = trace.shared();
        var end = trace.int32(at + 20);
        var map = new TraceMap(
                trace.int32(at),
                trace.int32(at + 4),
                trace.int32(at + 8),
                trace.int32(at + 12),
                trace.int32(at + 16),
                end,
                trace.int32(at + 24));
        return end != 0 && map.fits(trace) ? Optional.of(map) : Optional.empty();
    }

    /** Whether all that it points to is there: the trace may be that of another version of the lab, or damaged. */
    private boolean fits(Trace trace) {
        var calls = IntStream.of(monitor, first, firstExec, endExec - 1, waitCall);
        var buffers = IntStream.of(info, inner).filter(offset -> offset != 0);
        return calls.allMatch(call -> call >= 0 && call < trace.size())
                && buffers.allMatch(at -> at > 0 && at <= trace.length() - Structs.SIGINFO_SIZE);
    }

    /** How the command ended, if it has: as process 1 of the lab's own saw it, else as the monitor did. */
    Optional<Ended> ended(Trace trace) {
        var outer = ended(trace, info);
        return outer.isPresent() && inner != 0 ? ended(trace, inner).or(() -> outer) : outer;
    }

    private static Optional<Ended> ended(Trace trace, int at) {
        var code = trace.int32(at + Structs.SIGINFO_CODE);
        return code == 0 ? Optional.empty() : Optional.of(new Ended(code, trace.int32(at + Structs.SIGINFO_STATUS)));
    }

    /** The exit code, told apart from the command's own when it could not be executed at all; empty while it runs. */
    Optional<Integer> exitCode(Trace trace) {
        return ended(trace)
                .map(ended -> ExecFailure.happened(trace, this)
                        ? ExecFailure.exitCode(trace, this)
                        : Integer.valueOf(ended.exitCode()));
    }
}
