/**
 * The kernel's system calls: those this JVM makes itself ({@code Kernel}) and those another process makes for it, written down as a
 * {@code Script}. A script is a list of calls that becomes a static ELF of a few KB, so that no JVM ever forks and the list that is
 * explained is the list that ran. Start with {@code Script}, then {@code Launcher} and {@code Trace}.
 */
@NullMarked
package lab.runtime.kernel;

import org.jspecify.annotations.NullMarked;
