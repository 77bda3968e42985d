/**
 * Joins processes inside containers to the lab's own streams: through pipes, or through a terminal of the container's own that is shown in
 * the learner's. A container is never handed the learner's terminal itself. Start with {@code ProcessRunner}.
 */
@NullMarked
package lab.shell.process;

import org.jspecify.annotations.NullMarked;
