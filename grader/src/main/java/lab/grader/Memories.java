package lab.grader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lab.exercises.Timing;
import lab.grader.expression.Judgement;

/** What the checks of an exercise have to remember between looks; not safe for use by several threads. */
final class Memories {
    private final List<Check> checks;
    private final Map<String, Memory> memories = new HashMap<>();

    Memories(List<Check> checks) {
        this.checks = checks;
    }

    /** Takes up what {@link #seen} gave before this shell started. */
    void resume(Set<String> seen) {
        checks.forEach(check -> memories.put(check.id(), Memory.resumed(check.id(), seen)));
    }

    /** What must outlive the shell, a word each. */
    Set<String> seen() {
        Set<String> seen = new TreeSet<>();
        memories.forEach((id, memory) -> seen.addAll(memory.words(id)));
        return seen;
    }

    /** What the checks come to after another look. */
    List<CheckResult> after(List<Judgement> looks, long nanos) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            Judgement look = looks.get(i);
            Optional<Judgement> other = other(check.spec().timing(), looks);
            Memory memory = memories.getOrDefault(check.id(), Memory.EMPTY)
                    .after(check.spec().timing(), look, other, nanos);
            memories.put(check.id(), memory);
            results.add(new CheckResult(
                    check,
                    memory.outcome(check.spec().timing(), look, check.wanted(), nanos),
                    look.outcome().met(),
                    look.observed(),
                    look.evidence()));
        }
        return results;
    }

    /** How long until a {@code hold} may be met, if there is one to wait for. */
    List<Duration> waits(long nanos) {
        return checks.stream()
                .flatMap(check ->
                        memories
                                .getOrDefault(check.id(), Memory.EMPTY)
                                .wait(check.spec().timing(), nanos)
                                .stream())
                .toList();
    }

    /** Forgets since when conditions held, because nobody looked for a while; what was seen once stays seen. */
    void interrupted() {
        memories.replaceAll((id, memory) -> memory.interrupted());
    }

    private Optional<Judgement> other(Timing timing, List<Judgement> looks) {
        return timing.other()
                .flatMap(id -> IntStream.range(0, checks.size())
                        .filter(i -> checks.get(i).id().equals(id))
                        .mapToObj(looks::get)
                        .findFirst());
    }
}
