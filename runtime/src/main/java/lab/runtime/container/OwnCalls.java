package lab.runtime.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Trace;

/** Calls of a learner's own that a process makes just before it becomes its command, or instead of that. */
public interface OwnCalls {

    /** What their purpose is in a list of calls. */
    String PURPOSE = "the call itself";

    /** No calls. */
    OwnCalls NONE = (s, end) -> false;

    /**
     * Writes them.
     *
     * @param end where the siginfo of the command's end goes if a child becomes the command
     * @return whether a child becomes the command: {@link #fork} was called
     */
    boolean write(ScriptWriter s, Operand.Address end);

    /**
     * Goes on in a child; the parent waits and ends as the child does. If the parent is killed the child goes with it.
     *
     * @param alone whether the parent hears no Ctrl-C, which a terminal sends to both: the child then decides. A process 1 that has not
     *     asked for it does not hear it, and would go on for ever
     */
    static boolean fork(ScriptWriter s, Operand.Address end, boolean alone) {
        var child = s.label("forked");
        var clone = s.clone(0).onZero(child);
        s.note("wait for the child");
        if (alone) {
            s.signalMask(1L << 2 - 1 | 1L << 3 - 1);
        }
        s.closeRange(Script.TRACE_FD, 0);
        s.waitid(ProcessCalls.P_PID, clone.value(), end, ProcessCalls.WEXITED | ProcessCalls.WALL)
                .mayFail();
        s.exitGroup(end.plus(Structs.SIGINFO_STATUS).load32());
        s.place(child);
        s.note(PURPOSE);
        s.parentDeathSignal(9);
        return true;
    }

    /** Those of a script that were made, with their results. */
    static List<Explanation.Step> made(Script script, Trace trace) {
        var lines = new String(script.listing(), StandardCharsets.UTF_8).lines().toList();
        return Explanation.of(lines, trace).calls().stream()
                .filter(step -> step.purpose().equals(PURPOSE) && step.result().isPresent())
                .toList();
    }
}
