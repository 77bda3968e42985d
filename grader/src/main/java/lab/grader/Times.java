package lab.grader;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of an attempt.
 *
 * @param wall for what is recorded
 * @param nanos for what is measured; never goes back
 */
record Times(InstantSource wall, LongSupplier nanos) {
    /** The machine's clocks. */
    static Times system() {
        return new Times(InstantSource.system(), System::nanoTime);
    }
}
