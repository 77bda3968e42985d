package lab.exercises;

import java.time.Duration;
import java.util.Optional;

/** When a check's expression must be true. */
public sealed interface Timing {
    /** In the moment of the check. */
    record Now() implements Timing {}

    /** At some moment since the exercise was opened; only for what can't be missed, such as an exit status or a kernel counter. */
    record Ever() implements Timing {}

    /** At every look for this long. */
    record Hold(Duration duration) implements Timing {}

    /**
     * At some look at which another check's expression was true, too; the check is named by its id.
     */
    record While(String check) implements Timing {}

    /** Seen true before another check's expression was first seen true; the check is named by its id. */
    record Before(String check) implements Timing {}

    /** The check that it names, if it names one. */
    default Optional<String> other() {
        if (this instanceof While together) {
            return Optional.of(together.check());
        }
        return this instanceof Before before ? Optional.of(before.check()) : Optional.empty();
    }

    /** True before, and not any more now. */
    record GoneAfterSeen() implements Timing {}
}
