package lab.exercises;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lab.lessons.Block;
import lab.lessons.Phrase;
import lab.lessons.Rewriting;

/**
 * An exercise, in one language. As it is loaded its words still hold {@code {parameter}}; {@link #with} fills in a learner's values.
 *
 * @param id its name, the same in every language
 * @param lesson the id of its lesson
 * @param number its place among the lesson's exercises, from 1
 * @param needs what the host must have, in the words of {@link Need}
 * @param after the exercises that come before it, by their ids: it builds on what they teach
 * @param instructions what must be true at the end
 * @param hints the ladder in its order and, among them, the answers to misconceptions
 */
public record Exercise(
        String id,
        String lesson,
        int number,
        Phrase title,
        List<Need> needs,
        List<String> after,
        Parameters parameters,
        List<Block> instructions,
        List<CheckSpec> checks,
        List<Hint> hints,
        List<Solution> solutions,
        List<WrongAttempt> wrongAttempts) {
    private static final Pattern MEASURED = Pattern.compile("\\.(rate|pressure)\\b");

    /** Copies the lists. */
    public Exercise {
        needs = List.copyOf(needs);
        after = List.copyOf(after);
        instructions = List.copyOf(instructions);
        checks = List.copyOf(checks);
        hints = List.copyOf(hints);
        solutions = List.copyOf(solutions);
        wrongAttempts = List.copyOf(wrongAttempts);
    }

    /** An exercise that builds on no other. */
    public Exercise(
            String id,
            String lesson,
            int number,
            Phrase title,
            List<Need> needs,
            Parameters parameters,
            List<Block> instructions,
            List<CheckSpec> checks,
            List<Hint> hints,
            List<Solution> solutions,
            List<WrongAttempt> wrongAttempts) {
        this(
                id,
                lesson,
                number,
                title,
                needs,
                List.of(),
                parameters,
                instructions,
                checks,
                hints,
                solutions,
                wrongAttempts);
    }

    /** The points of all checks together. */
    public int points() {
        return CheckSpec.points(checks);
    }

    /**
     * Whether a check of it measures what programs get, which takes a while and must not be disturbed.
     *
     * @return true if a fact is asked for that is measured
     */
    public boolean measured() {
        return checks.stream()
                .anyMatch(check -> MEASURED.matcher(check.expression()).find());
    }

    /** The hints that {@code hint} shows one after another. */
    public List<Hint> ladder() {
        return hints.stream().filter(hint -> hint.when().isEmpty()).toList();
    }

    /** The hints that answer a misconception; the first one whose expression is true is shown. */
    public List<Hint> misconceptions() {
        return hints.stream().filter(hint -> hint.when().isPresent()).toList();
    }

    /** The check with this id, if there is one. */
    public Optional<CheckSpec> check(String id) {
        return checks.stream().filter(check -> check.id().equals(id)).findFirst();
    }

    /** The same exercise with other checks. */
    public Exercise withChecks(List<CheckSpec> others) {
        return new Exercise(
                id,
                lesson,
                number,
                title,
                needs,
                after,
                parameters,
                instructions,
                others,
                hints,
                solutions,
                wrongAttempts);
    }

    /** The exercise of one learner: every {@code {parameter}} in text and in lines replaced; expressions stay, they see {@link Values#variables}. */
    public Exercise with(Values values) {
        return rewrite(values);
    }

    /** This exercise with the words of its text and lines rewritten. */
    public Exercise rewrite(Rewriting rewriting) {
        return new Exercise(
                id,
                lesson,
                number,
                title.rewrite(rewriting),
                needs,
                after,
                parameters,
                Block.rewrite(instructions, rewriting),
                checks.stream()
                        .map(check -> new CheckSpec(
                                check.id(),
                                check.label().rewrite(rewriting),
                                check.expression(),
                                check.timing(),
                                check.points()))
                        .toList(),
                hints.stream()
                        .map(hint ->
                                new Hint(hint.id(), hint.when(), hint.dead(), Block.rewrite(hint.text(), rewriting)))
                        .toList(),
                solutions.stream()
                        .map(solution -> new Solution(
                                solution.id(),
                                solution.title().rewrite(rewriting),
                                solution.lines().stream().map(rewriting::code).toList(),
                                Block.rewrite(solution.tradeOff(), rewriting)))
                        .toList(),
                wrongAttempts.stream()
                        .map(wrong -> new WrongAttempt(
                                wrong.id(),
                                wrong.title().rewrite(rewriting),
                                wrong.lines().stream().map(rewriting::code).toList(),
                                wrong.fails(),
                                wrong.hint()))
                        .toList());
    }
}
