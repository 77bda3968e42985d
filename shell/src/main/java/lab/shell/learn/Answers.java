package lab.shell.learn;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import lab.grader.expression.Result;
import lab.lessons.Beat;
import lab.lessons.Question;
import lab.runtime.observe.Facts;
import lab.shell.session.Lab;

/** Judges what is answered to a step's question. */
final class Answers {

    /**
     * What came of an answer.
     *
     * @param understood whether it was an answer at all
     * @param letter the choice, empty for other questions
     * @param remark what to say about it
     */
    record Judged(boolean understood, String letter, String remark) {}

    private final Lab lab;

    Answers(Lab lab) {
        this.lab = lab;
    }

    /** Whether a line can be nothing but an answer, so that the word before it may be left out. */
    static boolean isBare(Beat.Predict predict, String line) {
        var value = line.strip();
        if (predict.question() instanceof Question.OneOf oneOf) {
            return oneOf.choices().stream().anyMatch(choice -> choice.letter().equals(value));
        }
        return predict.question() instanceof Question.Observed
                ? value.matches("[0-9]+|[a-z]+:\\[[0-9]+\\]")
                : value.matches(NUMBER);
    }

    private static final String NUMBER = "-?[0-9]{1,15}([.][0-9]{1,9})?";

    Judged judge(Beat.Predict predict, String value) throws IOException {
        var question = predict.question();
        if (question instanceof Question.OneOf oneOf) {
            return choice(oneOf, value.strip().toLowerCase(Locale.ROOT));
        } else if (question instanceof Question.Quantity quantity) {
            return quantity(quantity, value.strip());
        }
        return observed((Question.Observed) question, value);
    }

    private Judged choice(Question.OneOf oneOf, String letter) {
        var known = oneOf.choices().stream().anyMatch(choice -> choice.letter().equals(letter));
        return known ? new Judged(true, letter, "") : new Judged(false, "", lab.say("answer.choice"));
    }

    private Judged quantity(Question.Quantity quantity, String value) {
        if (!value.matches(NUMBER)) {
            return new Judged(false, "", lab.say("answer.number"));
        }
        var right = Math.abs(Double.parseDouble(value) - quantity.value()) <= quantity.tolerance();
        return new Judged(true, "", right ? lab.say("answer.right") : lab.say("answer.see"));
    }

    private Judged observed(Question.Observed question, String value) throws IOException {
        var all = lab.expressions();
        var evaluation =
                all.expression(question.expression(), Map.of()).evaluate(all.view(Facts.of(lab.scope()), Map.of()));
        if (!(evaluation.result() instanceof Result.Value found)) {
            return new Judged(true, "", lab.say("answer.see"));
        }
        var shown = String.valueOf(found.value());
        var typed = value.replaceAll("[^0-9]", "");
        var right = shown.equals(value.strip())
                || (!typed.isEmpty() && shown.replaceAll("[^0-9]", "").equals(typed));
        return new Judged(true, "", right ? lab.say("answer.right") : lab.say("answer.see"));
    }
}
