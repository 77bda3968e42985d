package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import lab.grader.expression.Result;
import lab.lessons.Beat;
import lab.lessons.Question;
import lab.runtime.observe.Facts;
import lab.shell.screen.PageText;
import lab.shell.session.Lab;

/** Asks a step's question and judges what is answered. */
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
    private final PageText pages;

    Answers(Lab lab, PageText pages) {
        this.lab = lab;
        this.pages = pages;
    }

    void ask(Beat.Predict predict, PrintWriter out) {
        out.println();
        if (predict.question() instanceof Question.OneOf oneOf) {
            for (var choice : oneOf.choices()) {
                out.println("    " + choice.letter() + "  " + pages.line(choice.phrase()));
            }
        }
    }

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
        if (!value.matches("-?[0-9]{1,15}([.][0-9]{1,9})?")) {
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
