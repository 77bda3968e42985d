package lab.grader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lab.exercises.Timing;
import lab.grader.expression.Deviation;
import lab.grader.expression.Judgement;
import lab.grader.expression.Outcome;

/**
 * What a check with a temporal word has to remember between looks.
 *
 * <p>{@code ever} and {@code gone-after-seen} remember that the condition was met once; that outlives the shell. {@code hold} counts from the first of an
 * unbroken row of looks that met it; a new shell starts to count again, since nobody looked in between.
 *
 * @param seen whether the condition was met at some look
 * @param heldSince the time of the first look of the row, in nanoseconds of {@link System#nanoTime}; empty while there is none
 */
record Memory(boolean seen, OptionalLong heldSince) {
    /** Of a check that was never looked at. */
    static final Memory EMPTY = new Memory(false, OptionalLong.empty());

    /** Of a check whose condition was met before this shell started. */
    static Memory ofSeen(boolean seen) {
        return new Memory(seen, OptionalLong.empty());
    }

    /** What is remembered after another look. */
    Memory after(Judgement look, long nanos) {
        if (look.outcome().met()) {
            return new Memory(true, heldSince.isPresent() ? heldSince : OptionalLong.of(nanos));
        }
        // A look that could not observe does not prove that the row was broken.
        return look.outcome() instanceof Outcome.NotMet ? ofSeen(seen) : this;
    }

    /** The check's outcome, from the last look and what is remembered after it. */
    Outcome outcome(Timing timing, Judgement look, String wanted, long nanos) {
        if (timing instanceof Timing.Ever) {
            return seen ? new Outcome.Met() : look.outcome();
        }
        if (timing instanceof Timing.Hold hold && look.outcome().met()) {
            return held(hold.duration(), look, wanted, nanos);
        }
        if (timing instanceof Timing.GoneAfterSeen) {
            return gone(look, wanted);
        }
        return look.outcome();
    }

    /** How long until a {@code hold} may be met, if that is all that it waits for. */
    Optional<Duration> wait(Timing timing, long nanos) {
        if (timing instanceof Timing.Hold hold && heldSince.isPresent()) {
            Duration left = hold.duration().minusNanos(nanos - heldSince.getAsLong());
            return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
        }
        return Optional.empty();
    }

    private Outcome held(Duration wantedTime, Judgement look, String wanted, long nanos) {
        Duration held = Duration.ofNanos(nanos - heldSince.orElse(nanos));
        if (held.compareTo(wantedTime) >= 0) {
            return new Outcome.Met();
        }
        return notYet(look, wanted, new Deviation.Side("true for", Durations.text(held) + " so far"));
    }

    private Outcome gone(Judgement look, String wanted) {
        if (look.outcome() instanceof Outcome.CouldNotObserve) {
            return look.outcome();
        }
        boolean there = look.outcome().met();
        if (seen && !there) {
            return new Outcome.Met();
        }
        return notYet(look, wanted, new Deviation.Side("it", there ? "is still so" : "was never so until now"));
    }

    private static Outcome notYet(Judgement look, String wanted, Deviation.Side side) {
        return new Outcome.NotMet(new Deviation(wanted, List.of(side), Optional.empty(), look.evidence()));
    }
}
