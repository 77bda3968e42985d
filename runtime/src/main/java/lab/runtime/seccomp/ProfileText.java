package lab.runtime.seccomp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.KernelVersion;

/** Reads a profile in the lab's own form, which {@code default.profile} explains. */
final class ProfileText {

    private static final Set<String> CLAUSES = Set.of("if", "with", "without", "on", "since");

    private ProfileText() {}

    static SeccompProfile read(String text) {
        var otherwise = Action.KILL_PROCESS;
        var rules = new ArrayList<Rule>();
        for (var line : lines(text)) {
            var words = new StringTokenizer(line);
            switch (words.nextToken()) {
                case "default" -> otherwise = Action.errno(errno(words.nextToken()));
                case "allow" -> rules.add(rule(Action.ALLOW, words));
                case "answer" -> rules.add(rule(Action.errno(errno(words.nextToken())), words));
                default -> throw new IllegalArgumentException("a rule starts with default, allow or answer: " + line);
            }
        }
        return new SeccompProfile(otherwise, rules, Set.of());
    }

    /** Lines with those that go on with them, without comments. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        for (var line : text.split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line);
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    private static Rule rule(Action action, StringTokenizer words) {
        var names = new ArrayList<String>();
        var cases = new ArrayList<List<Condition>>();
        var with = new HashSet<String>();
        var without = new HashSet<String>();
        var on = new HashSet<String>();
        Optional<KernelVersion> since = Optional.empty();
        var word = next(words);
        while (!word.isEmpty() && !CLAUSES.contains(word)) {
            names.add(word);
            word = next(words);
        }
        while (!word.isEmpty()) {
            var clause = word;
            var operands = new ArrayList<String>();
            word = next(words);
            while (!word.isEmpty() && !CLAUSES.contains(word)) {
                operands.add(word);
                word = next(words);
            }
            switch (clause) {
                case "if" -> cases.addAll(cases(operands));
                case "with" -> with.addAll(operands);
                case "without" -> without.addAll(operands);
                case "on" -> on.addAll(operands);
                default -> since = Optional.of(KernelVersion.parse(operands.get(0)));
            }
        }
        return new Rule(names, action, cases, new Rule.Scope(with, without, on, Set.of(), since));
    }

    private static String next(StringTokenizer words) {
        return words.hasMoreTokens() ? words.nextToken() : "";
    }

    /** {@code 0 < 12}, {@code 0 & MASK == 0} or {@code 0 in 1 2 4..6}. */
    private static List<List<Condition>> cases(List<String> words) {
        var argument = Integer.parseInt(words.get(0));
        if (words.get(1).equals("in")) {
            return words.subList(2, words.size()).stream()
                    .map(range -> range(argument, range))
                    .toList();
        }
        var masked = words.get(1).equals("&");
        var mask = masked ? Long.decode(words.get(2)) : -1L;
        var rest = words.subList(masked ? 3 : 1, words.size());
        return List.of(
                List.of(new Condition(argument, mask, Condition.Operator.of(rest.get(0)), Long.decode(rest.get(1)))));
    }

    private static List<Condition> range(int argument, String range) {
        var dots = range.indexOf("..");
        if (dots < 0) {
            return List.of(new Condition(argument, Condition.Operator.EQ, Long.decode(range)));
        }
        return List.of(
                new Condition(argument, Condition.Operator.GE, Long.decode(range.substring(0, dots))),
                new Condition(argument, Condition.Operator.LE, Long.decode(range.substring(dots + 2))));
    }

    private static int errno(String name) {
        return Errno.valueOf(name).number();
    }
}
