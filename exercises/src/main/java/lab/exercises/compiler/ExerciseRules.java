package lab.exercises.compiler;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Parameter;
import lab.exercises.Solution;
import lab.exercises.Values;
import lab.exercises.WrongAttempt;
import lab.lessons.Rewriting;
import lab.lessons.compiler.ScreenSize;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;

/** What must hold in every exercise, beyond the form of its parts. */
final class ExerciseRules {
    private static final int HINT_LINES = 8;

    private final Exercise exercise;
    private final Source source;

    ExerciseRules(Exercise exercise, Source source) {
        this.exercise = exercise;
        this.source = source;
    }

    /** Notes whatever does not hold; that ids differ, the parser has seen to. */
    void check() {
        parameters();
        complete();
        wrongAttempts();
        timings();
        size();
    }

    private void timings() {
        List<String> ids = exercise.checks().stream().map(CheckSpec::id).toList();
        for (CheckSpec check : exercise.checks()) {
            check.timing().other().ifPresent(other -> {
                missing(
                        !ids.contains(other),
                        "check#" + check.id(),
                        "no check is called '" + other + "'" + Suggestion.among(ids, other));
                missing(other.equals(check.id()), "check#" + check.id(), "a check can't be compared with itself");
            });
        }
    }

    /** Notes a text that is too tall for a screen; texts of translations are as tall as they are, too. */
    void size() {
        int lines = ScreenSize.lines(exercise.instructions())
                + 1
                + exercise.checks().size();
        if (lines > ScreenSize.LINES) {
            source.problem(
                    1,
                    "= ",
                    "the instructions and the checks take " + lines + " lines; " + ScreenSize.LINES
                            + " fit into 80x24 with the prompt");
        }
        for (Hint hint : exercise.hints()) {
            if (ScreenSize.lines(hint.text()) > HINT_LINES) {
                source.problem(
                        1, "#" + hint.id(), "the hint '" + hint.id() + "' takes more than " + HINT_LINES + " lines");
            }
        }
    }

    /** The parameters that the words of this exercise name, used or not declared; problems for the latter. */
    Set<String> referenced() {
        Set<String> declared =
                exercise.parameters().list().stream().map(Parameter::name).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        exercise.rewrite(new Rewriting() {
            @Override
            public String prose(String text) {
                Matcher reference = Values.REFERENCE.matcher(text);
                while (reference.find()) {
                    String name = reference.group(1);
                    used.add(name);
                    if (!declared.contains(name)) {
                        source.problem(
                                1,
                                reference.group(),
                                "no parameter is called '" + name + "'" + Suggestion.among(declared, name));
                    }
                }
                return text;
            }

            @Override
            public String code(String text) {
                return prose(text);
            }
        });
        return used;
    }

    private void parameters() {
        Set<String> used = referenced();
        Set<String> known =
                exercise.parameters().list().stream().map(Parameter::name).collect(Collectors.toSet());
        known.addAll(Expressions.FACTS);
        for (CheckSpec check : exercise.checks()) {
            used.addAll(expression(check.expression(), known));
        }
        for (Hint hint : exercise.misconceptions()) {
            used.addAll(expression(hint.when().orElse(""), known));
        }
        Set<String> before = new HashSet<>();
        for (Parameter parameter : exercise.parameters().list()) {
            if (parameter instanceof Parameter.From from) {
                Matcher reference = Values.REFERENCE.matcher(from.template());
                while (reference.find()) {
                    used.add(reference.group(1));
                    if (!before.contains(reference.group(1))) {
                        source.problem(
                                1,
                                reference.group(),
                                "the parameter '" + parameter.name() + "' is made of '" + reference.group(1)
                                        + "', which is not declared before it"
                                        + Suggestion.among(before, reference.group(1)));
                    }
                }
            }
            before.add(parameter.name());
        }
        for (Parameter parameter : exercise.parameters().list()) {
            if (!used.contains(parameter.name())) {
                source.problem(
                        1,
                        ":param-" + parameter.name(),
                        "the parameter '" + parameter.name() + "' is declared and never used");
            }
        }
    }

    private Set<String> expression(String expression, Set<String> known) {
        Set<String> names = Expressions.names(expression);
        for (String name : names) {
            if (!known.contains(name)) {
                source.problem(
                        1,
                        name,
                        "the expression names '" + name + "', which is neither a parameter nor a fact"
                                + Suggestion.among(known, name));
            }
        }
        return names;
    }

    private void complete() {
        missing(exercise.instructions().isEmpty(), "the exercise does not say what must be true at the end");
        missing(exercise.checks().isEmpty(), "the exercise has no [check]");
        missing(exercise.ladder().isEmpty(), "the exercise has no [hint] without 'when': the ladder is empty");
        List<String> solutions = exercise.solutions().stream().map(Solution::id).toList();
        missing(!solutions.contains("lab"), "the exercise lacks [solution#lab, …], the way by the lab's commands");
        missing(!solutions.contains("plain"), "the exercise lacks [solution#plain, …], the way by plain Linux tools");
        missing(exercise.wrongAttempts().size() < 2, "the exercise wants two [wrong] attempts or more");
        for (Solution solution : exercise.solutions()) {
            missing(
                    solution.lines().isEmpty(),
                    "#" + solution.id(),
                    "the solution '" + solution.id() + "' has no lines");
        }
    }

    private void wrongAttempts() {
        List<String> checks = exercise.checks().stream().map(CheckSpec::id).toList();
        List<String> hints = exercise.misconceptions().stream().map(Hint::id).toList();
        Set<String> provoked = new HashSet<>();
        for (WrongAttempt wrong : exercise.wrongAttempts()) {
            String place = "wrong#" + wrong.id();
            missing(wrong.lines().isEmpty(), place, "the wrong attempt '" + wrong.id() + "' has no lines");
            missing(
                    wrong.fails().isEmpty(),
                    place,
                    "the wrong attempt '" + wrong.id() + "' lacks fails=\"…\": the checks it does not meet");
            for (String check : wrong.fails()) {
                missing(
                        !checks.contains(check),
                        place,
                        "no check is called '" + check + "'" + Suggestion.among(checks, check));
            }
            wrong.hint().ifPresent(hint -> {
                provoked.add(hint);
                missing(
                        !hints.contains(hint),
                        place,
                        "no hint with 'when' is called '" + hint + "'" + Suggestion.among(hints, hint));
            });
        }
        for (String hint : hints) {
            missing(
                    !provoked.contains(hint),
                    "hint#" + hint,
                    "no wrong attempt brings up the hint '" + hint + "', so nothing proves that it shows");
        }
    }

    private void missing(boolean wrong, String message) {
        missing(wrong, "= ", message);
    }

    private void missing(boolean wrong, String place, String message) {
        if (wrong) {
            source.problem(1, place, message);
        }
    }
}
