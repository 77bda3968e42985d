package lab.exercises;

import java.time.Duration;

/** When a check's expression must be true. */
public sealed interface Timing {
    /** In the moment of the check. */
    record Now() implements Timing {}

    /** At some moment since the exercise was opened; only for what can't be missed, such as an exit status or a kernel counter. */
    record Ever() implements Timing {}

    /** At every look for this long. */
    record Hold(Duration duration) implements Timing {}

    /** True before, and not any more now. */
    record GoneAfterSeen() implements Timing {}
}
