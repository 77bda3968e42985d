package lab.grader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import lab.exercises.Timing;
import lab.grader.expression.Deviation;
import lab.grader.expression.Judgement;
import lab.grader.expression.Outcome;

/**
 * What a check with a temporal word has to remember between looks.
 *
 * <p>What was seen was seen: {@code ever}, {@code gone-after-seen}, {@code while} and {@code before} outlive the shell. What has to last counts from the first of
 * an unbroken row of looks that met it; a new shell starts to count again, since nobody looked in between.
 *
 * @param held whether the condition was met at some look
 * @param order what is known of the condition and that of another check
 * @param heldSince the time of the first look of the row, in nanoseconds of {@link System#nanoTime}; empty while there is none
 */
record Memory(boolean held, Order order, OptionalLong heldSince) {
    /** Of a check that was never looked at. */
    static final Memory EMPTY = new Memory(false, Order.OPEN, OptionalLong.empty());

    /** How two conditions came about. */
    enum Order {
        /** Not decided yet. */
        OPEN(""),
        /** As it is wanted. */
        RIGHT("<"),
        /** The other one came first; nothing can mend that. */
        LOST(">"),
        /** Both came between two looks, so that nobody can tell. */
        TIED("=");

        private final String sign;

        Order(String sign) {
            this.sign = sign;
        }
    }

    /** Of a check as a shell before this one has left it. */
    static Memory resumed(String id, Set<String> words) {
        Order order = Order.OPEN;
        for (Order one : Order.values()) {
            order = one != Order.OPEN && words.contains(id + one.sign) ? one : order;
        }
        return new Memory(words.contains(id), order, OptionalLong.empty());
    }

    /** What outlives the shell: the check's id if its condition was met, and the id with a sign for what is known of the order. */
    Set<String> words(String id) {
        Set<String> words = new TreeSet<>();
        if (held) {
            words.add(id);
        }
        if (order != Order.OPEN) {
            words.add(id + order.sign);
        }
        return words;
    }

    /**
     * What is remembered after another look.
     *
     * @param other what that look says of the check that a {@code while} or {@code before} names
     */
    Memory after(Timing timing, Judgement look, Optional<Judgement> other, long nanos) {
        Order now = other.map(one -> after(timing, look, one)).orElse(order);
        if (look.outcome().met()) {
            return new Memory(true, now, heldSince.isPresent() ? heldSince : OptionalLong.of(nanos));
        }
        // A look that could not observe does not prove that the row was broken.
        return new Memory(held, now, look.outcome() instanceof Outcome.NotMet ? OptionalLong.empty() : heldSince);
    }

    private Order after(Timing timing, Judgement look, Judgement other) {
        boolean met = look.outcome().met();
        if (order != Order.OPEN || !other.outcome().met()) {
            return order;
        }
        if (timing instanceof Timing.While) {
            return met ? Order.RIGHT : Order.OPEN;
        }
        if (held) {
            return Order.RIGHT;
        }
        // What could not be observed may have been there all the time.
        return met || !(look.outcome() instanceof Outcome.NotMet) ? Order.TIED : Order.LOST;
    }

    Memory interrupted() {
        return new Memory(held, order, OptionalLong.empty());
    }

    /** The check's outcome, from the last look and what is remembered after it. */
    Outcome outcome(Timing timing, Judgement look, String wanted, long nanos) {
        if (timing instanceof Timing.Ever) {
            return held ? new Outcome.Met() : look.outcome();
        }
        if (timing instanceof Timing.Hold hold && look.outcome().met()) {
            return held(hold.duration(), look, wanted, nanos);
        }
        if (timing instanceof Timing.GoneAfterSeen) {
            return gone(look, wanted);
        }
        if (timing instanceof Timing.While together) {
            return together(together.check(), look, wanted);
        }
        return timing instanceof Timing.Before before ? ordered(before.check(), look, wanted) : look.outcome();
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
        Duration since = Duration.ofNanos(nanos - heldSince.orElse(nanos));
        if (since.compareTo(wantedTime) >= 0) {
            return new Outcome.Met();
        }
        return notYet(look, wanted, new Deviation.Side("true for", Durations.text(since) + " so far"));
    }

    private Outcome gone(Judgement look, String wanted) {
        if (look.outcome() instanceof Outcome.CouldNotObserve) {
            return look.outcome();
        }
        boolean there = look.outcome().met();
        if (held && !there) {
            return new Outcome.Met();
        }
        return notYet(look, wanted, new Deviation.Side("it", there ? "is still so" : "was never so until now"));
    }

    private Outcome together(String other, Judgement look, String wanted) {
        if (order == Order.RIGHT) {
            return new Outcome.Met();
        }
        return look.outcome().met()
                ? notYet(look, wanted, new Deviation.Side("it", "is so, but \"" + other + "\" is not at the same time"))
                : look.outcome();
    }

    private Outcome ordered(String other, Judgement look, String wanted) {
        return switch (order) {
            case RIGHT -> new Outcome.Met();
            case LOST ->
                notYet(
                        look,
                        wanted,
                        new Deviation.Side("it", "came after \"" + other + "\"; `reset` begins the exercise anew"));
            case TIED ->
                new Outcome.CouldNotObserve(
                        "both came between two looks, so nobody can tell which was first; `reset` begins the exercise anew",
                        "\"" + other + "\"");
            case OPEN ->
                held
                        ? notYet(look, wanted, new Deviation.Side("it", "was so; \"" + other + "\" was not so yet"))
                        : look.outcome();
        };
    }

    private static Outcome notYet(Judgement look, String wanted, Deviation.Side side) {
        return new Outcome.NotMet(new Deviation(wanted, List.of(side), Optional.empty(), look.evidence()));
    }
}
