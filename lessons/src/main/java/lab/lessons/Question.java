package lab.lessons;

import java.util.List;

/** A prediction that a learner is asked for; {@code answer VALUE} gives it. */
public sealed interface Question {
    /** One of a few answers, by its letter. */
    record OneOf(List<Choice> choices, String correct) implements Question {
        /** Checks that the correct letter is one of the choices. */
        public OneOf {
            choices = List.copyOf(choices);
            String wanted = correct;
            if (choices.stream().noneMatch(choice -> choice.letter().equals(wanted))) {
                throw new IllegalArgumentException(
                        "choices: no choice has the letter of the correct answer, " + correct);
            }
        }
    }

    /** A choice and the letter that picks it. */
    record Choice(String letter, Phrase phrase) {}

    /** A number; an answer that is off by no more than the tolerance is right. */
    record Quantity(double value, double tolerance) implements Question {}

    /** A value that only this machine knows; the expression is one of {@code observe}, and digits in its value are enough of an answer. */
    record Observed(String expression) implements Question {}
}
