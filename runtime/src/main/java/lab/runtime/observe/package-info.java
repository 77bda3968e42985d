/**
 * Facts: what the kernel shows of the host, of a place's containers and of their processes, each with the file or call it was read from.
 * Everything that is shown or graded reads through this package, so that a value on the screen, in a verdict and in the journal is one and the same.
 * Start at {@link lab.runtime.observe.Facts}, then {@link lab.runtime.observe.ProcessShape} for the names and {@link lab.runtime.observe.Reading} for the three possible answers.
 */
@NullMarked
package lab.runtime.observe;

import org.jspecify.annotations.NullMarked;
