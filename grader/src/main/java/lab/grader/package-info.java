/**
 * Decides from facts whether an exercise is done, and keeps the evidence. A check has three outcomes: met, not met, could
 * not observe. Start with {@code Check}.
 */
@NullMarked
package lab.grader;

import org.jspecify.annotations.NullMarked;
