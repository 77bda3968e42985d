package lab.runtime.container;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lab.runtime.kernel.Trace;

/**
 * The calls that made a container, in the order they are written.
 *
 * @param calls all of them, those that were not reached too
 */
public record Explanation(List<Step> calls) {

    /** Copies the list. */
    public Explanation {
        calls = List.copyOf(calls);
    }

    /**
     * A call and its outcome.
     *
     * @param number its number, from 1
     * @param purpose what it is for
     * @param call the call with its arguments
     * @param result what the kernel returned; empty if it was not reached or did not return
     * @param error the error number if it failed
     * @param nanos how long it took, with the time since the call before it in the same process
     */
    public record Step(
            int number, String purpose, String call, OptionalLong result, OptionalInt error, OptionalLong nanos) {}

    static Explanation of(List<String> lines, Trace trace) {
        var steps = new ArrayList<Step>();
        var before = 0L;
        for (var i = 0; i < lines.size(); i++) {
            var parts = lines.get(i).split("\t", 2);
            var outcome = trace.outcome(i);
            var nanos = outcome.isPresent() && before != 0 && outcome.get().nanos() >= before
                    ? OptionalLong.of(outcome.get().nanos() - before)
                    : OptionalLong.empty();
            before = outcome.map(Trace.Outcome::nanos).orElse(before);
            steps.add(new Step(
                    i + 1,
                    parts[0],
                    parts.length > 1 ? parts[1] : "",
                    outcome.map(o -> OptionalLong.of(o.result())).orElse(OptionalLong.empty()),
                    outcome.map(Trace.Outcome::error).orElse(OptionalInt.empty()),
                    nanos));
        }
        return new Explanation(steps);
    }
}
