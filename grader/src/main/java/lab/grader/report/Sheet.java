package lab.grader.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Flag;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;
import lab.grader.submission.Refusal;

/**
 * What a form needs beside the marks.
 *
 * @param words sentences in the reader's language
 * @param fields what the platform calls this class, assignment and learner, as far as it wants to be told
 * @param now when this is graded
 */
public record Sheet(Words words, Map<String, String> fields, Instant now) {
    /** Copies the map. */
    public Sheet {
        fields = Map.copyOf(fields);
    }

    String field(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    /**
     * What a reader should know of a check.
     *
     * @param check the check
     * @return nothing if it is met, else what was wanted and what was observed, a line each
     */
    public String message(CheckMark check) {
        switch (check.standing()) {
            case MET:
                return "";
            case UNTRIED:
                return words.say("grade.untried");
            default:
                List<String> lines = new ArrayList<>();
                if (check.standing() == Standing.OPEN) {
                    lines.add(words.say("grade.open"));
                }
                lines.add(words.say("grade.wanted", check.wanted()));
                check.observed().forEach(fact -> lines.add(words.say("grade.observed", fact)));
                return clean(String.join("\n", lines));
        }
    }

    /**
     * A sentence about a flag.
     *
     * @param flag the flag
     * @return the sentence
     */
    public String flag(Flag flag) {
        return clean(words.say(flag.key(), flag.details().toArray()));
    }

    /**
     * A sentence about a refusal.
     *
     * @param refusal the refusal
     * @return the sentence
     */
    public String refusal(Refusal refusal) {
        return clean(words.say(refusal.key(), refusal.details().toArray()));
    }

    /** A whole submission in a few lines. */
    String summary(Graded graded) {
        if (graded.refusal().isPresent()) {
            return refusal(graded.refusal().get());
        }
        List<String> lines = new ArrayList<>();
        lines.add(words.say("grade.sum", graded.points(), graded.most()));
        graded.flags().forEach(flag -> lines.add(flag(flag)));
        return String.join("\n", lines);
    }

    static String title(ExerciseMark exercise, CheckMark check) {
        return clean(exercise.title() + ": " + check.label());
    }

    /**
     * Text from a submission, without what could steer a terminal or break a file.
     *
     * @param text any text
     * @return the text with a mark in the place of each control character, format character and half of a pair
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\n' || c == '\t' || (!Character.isISOControl(c) && !odd(c)) ? c : '\uFFFD')
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean odd(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.SURROGATE || type == Character.FORMAT || codePoint == 0xFFFE || codePoint == 0xFFFF;
    }
}
