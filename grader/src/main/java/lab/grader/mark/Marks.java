package lab.grader.mark;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lab.exercises.Exercise;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;

/** Turns what a look showed into marks. */
final class Marks {
    private Marks() {}

    static List<CheckMark> untried(Exercise exercise) {
        return exercise.checks().stream()
                .map(check -> new CheckMark(
                        check.id(), check.label().text(), Standing.UNTRIED, check.points(), "", List.of()))
                .toList();
    }

    static List<CheckMark> of(Verdict verdict) {
        return verdict.results().stream().map(Marks::of).toList();
    }

    private static CheckMark of(CheckResult result) {
        Set<String> observed = new LinkedHashSet<>();
        if (result.outcome() instanceof Outcome.CouldNotObserve open) {
            observed.add(open.reason() + " (" + open.source() + ')');
        }
        result.evidence().forEach(fact -> observed.add(line(fact)));
        return new CheckMark(
                result.check().id(),
                result.check().spec().label().text(),
                standing(result.outcome()),
                result.check().spec().points(),
                result.check().wanted(),
                List.copyOf(observed));
    }

    private static Standing standing(Outcome outcome) {
        if (outcome instanceof Outcome.Met) {
            return Standing.MET;
        }
        return outcome instanceof Outcome.NotMet ? Standing.NOT_MET : Standing.OPEN;
    }

    private static String line(Observation fact) {
        return fact.path() + ": " + value(fact.reading()) + " ("
                + fact.reading().source() + ')';
    }

    private static String value(Reading reading) {
        if (reading instanceof Reading.Value known) {
            return String.valueOf(known.value());
        }
        return reading instanceof Reading.Absent absent ? absent.why() : ((Reading.Unobservable) reading).reason();
    }
}
