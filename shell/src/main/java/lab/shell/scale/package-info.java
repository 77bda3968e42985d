/**
 * Measures how a service grows: up, with more of a machine, or out, with more replicas. Start with {@link lab.shell.scale.Scaling}; {@link
 * lab.shell.scale.Law} has the two laws that are fitted, {@link lab.shell.scale.Limit} tells what ended the growth.
 */
@NullMarked
package lab.shell.scale;

import org.jspecify.annotations.NullMarked;
