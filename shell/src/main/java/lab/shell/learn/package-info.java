/**
 * The walk through lessons and exercises, and what is remembered of it. It prints pages and panels, judges after each line, and writes the
 * learner's progress down at every step. Start with {@code Walk}, then {@code Progress}.
 */
@NullMarked
package lab.shell.learn;

import org.jspecify.annotations.NullMarked;
