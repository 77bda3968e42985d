/**
 * Puts load on a service and measures how long its answers take. Start with {@link lab.shell.load.Generator}; {@link
 * lab.shell.load.LoadPlan} says what it does, {@link lab.shell.load.LoadResult} what came of it.
 */
@NullMarked
package lab.shell.load;

import org.jspecify.annotations.NullMarked;
