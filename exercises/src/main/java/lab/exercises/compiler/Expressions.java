package lab.exercises.compiler;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names that a CEL expression uses, well enough to spot a misspelt parameter; CEL itself checks the rest when the author's proof runs. */
final class Expressions {
    /** The names that the grader gives to every expression. */
    static final Set<String> FACTS =
            Set.of("host", "workbench", "container", "cgroup", "process", "processes", "rules", "start", "answer");

    private static final Set<String> BUILT_IN = Set.of(
            "true",
            "false",
            "null",
            "in",
            "size",
            "string",
            "int",
            "uint",
            "double",
            "bool",
            "has",
            "type",
            "duration",
            "timestamp");
    private static final Pattern STRING = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern BOUND =
            Pattern.compile("\\.(?:exists|exists_one|all|map|filter)\\(\\s*([A-Za-z_]\\w*)\\s*,");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

    private Expressions() {}

    /** The names an expression uses that are neither CEL's own nor bound by one of its macros. */
    static Set<String> names(String expression) {
        String code = STRING.matcher(expression).replaceAll("''");
        Set<String> bound = new HashSet<>();
        Matcher macro = BOUND.matcher(code);
        while (macro.find()) {
            bound.add(macro.group(1));
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(code);
        while (name.find()) {
            if (!BUILT_IN.contains(name.group()) && !bound.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }
}
