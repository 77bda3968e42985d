package lab.shell.author;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lab.exercises.Value;
import lab.exercises.Values;

/** The parameters that a header declares, each with a value of its kind, so that expressions can be taken without a seed. */
final class Sample {

    private static final String PREFIX = "param-";

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Set<String>> parts = new LinkedHashMap<>();

    Sample(ExerciseText text) {
        text.header().forEach((name, row) -> {
            if (name.startsWith(PREFIX)) {
                declare(name.substring(PREFIX.length()), row.text());
            }
        });
    }

    /** The values, as expressions see them. */
    Map<String, Object> values() {
        return values;
    }

    /** A parameter and those that it is made of. */
    Set<String> with(String name) {
        var all = new TreeSet<String>();
        all.add(name);
        parts.getOrDefault(name, Set.of()).forEach(part -> all.addAll(with(part)));
        return all;
    }

    /** Whether a reader who sees these parameters knows this one. */
    boolean known(String name, Set<String> seen) {
        var made = parts.getOrDefault(name, Set.of());
        return seen.contains(name) || (!made.isEmpty() && made.stream().allMatch(part -> known(part, seen)));
    }

    /** The parameters that others are made of. */
    Set<String> used() {
        var all = new TreeSet<String>();
        parts.values().forEach(all::addAll);
        return all;
    }

    private void declare(String name, String rule) {
        var words = rule.split("\\s+");
        var kind = words[0];
        if (kind.equals("one-of") && words.length > 1) {
            values.put(name, Value.parse(words[1]).cel());
        } else if (kind.equals("range") || kind.equals("port")) {
            values.put(name, 1L);
        } else {
            values.put(name, name);
        }
        if (kind.equals("from")) {
            var made = new TreeSet<String>();
            var matcher = Values.REFERENCE.matcher(rule);
            while (matcher.find()) {
                // What is declared later can't be a part, and would go round in a circle.
                if (values.containsKey(matcher.group(1)) && !matcher.group(1).equals(name)) {
                    made.add(matcher.group(1));
                }
            }
            parts.put(name, made);
        }
    }
}
