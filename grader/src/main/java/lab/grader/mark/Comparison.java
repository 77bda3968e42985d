package lab.grader.mark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lab.grader.journal.JournalLine;
import lab.grader.submission.Submission;

/** What the submissions of a class have in common that comes about by sharing, not by chance. */
final class Comparison {
    /** That one command falls on the same millionth of a second proves little; three of them are no chance. */
    private static final int SAME_MOMENTS = 3;

    private static final int MOST_NAMES = 5;

    private final Map<Trait, Set<String>> files = new HashMap<>();

    private Comparison() {}

    /** Something that two submissions can share. */
    private record Trait(Flag.Kind kind, String value) {}

    static List<Graded> flagged(List<Graded> all) {
        Comparison comparison = new Comparison();
        for (Graded one : all) {
            one.submission()
                    .ifPresent(submission -> traits(submission)
                            .forEach(trait -> comparison
                                    .files
                                    .computeIfAbsent(trait, t -> new TreeSet<>())
                                    .add(one.file())));
        }
        return all.stream().map(comparison::flagged).toList();
    }

    private Graded flagged(Graded one) {
        if (one.submission().isEmpty()) {
            return one;
        }
        Map<Flag.Kind, Map<String, Integer>> shared = new EnumMap<>(Flag.Kind.class);
        for (Trait trait : traits(one.submission().get())) {
            for (String other : files.getOrDefault(trait, Set.of())) {
                if (!other.equals(one.file())) {
                    shared.computeIfAbsent(trait.kind(), k -> new TreeMap<>()).merge(other, 1, Integer::sum);
                }
            }
        }
        // One student has one seed; that is said once.
        Map<String, Integer> students = shared.getOrDefault(Flag.Kind.SAME_STUDENT, Map.of());
        shared.getOrDefault(Flag.Kind.SAME_SEED, new TreeMap<>()).keySet().removeAll(students.keySet());
        shared.getOrDefault(Flag.Kind.SAME_TIMES, new TreeMap<>()).values().removeIf(count -> count < SAME_MOMENTS);
        List<Flag> flags = new ArrayList<>(one.flags());
        shared.forEach((kind, others) -> {
            if (!others.isEmpty()) {
                flags.add(Flag.of(kind, names(others.keySet())));
            }
        });
        return one.with(flags);
    }

    /** Of a whole class that shares something, some names are enough. */
    private static String names(Set<String> files) {
        List<String> some = files.stream().limit(MOST_NAMES).toList();
        return String.join(", ", some) + (files.size() > MOST_NAMES ? ", +" + (files.size() - MOST_NAMES) : "");
    }

    private static Set<Trait> traits(Submission submission) {
        Set<Trait> traits = new HashSet<>();
        traits.add(new Trait(Flag.Kind.SAME_STUDENT, submission.manifest().student()));
        traits.add(new Trait(Flag.Kind.SAME_KEY, submission.manifest().key()));
        submission
                .manifest()
                .seeds()
                .forEach((exercise, seed) -> traits.add(new Trait(Flag.Kind.SAME_SEED, exercise + ' ' + seed)));
        for (JournalLine line : submission.journal().lines()) {
            traits.add(new Trait(Flag.Kind.SAME_BOOT, line.text("boot")));
            if (line.what().equals("command")) {
                traits.add(new Trait(Flag.Kind.SAME_TIMES, line.text("at") + ' ' + line.text("line")));
            }
        }
        return traits;
    }
}
