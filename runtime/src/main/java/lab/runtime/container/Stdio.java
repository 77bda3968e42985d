package lab.runtime.container;

import lab.runtime.kernel.Fd;

/**
 * The standard streams a process inside a container gets. They stay the caller's to close.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
public record Stdio(Fd in, Fd out, Fd err) {}
