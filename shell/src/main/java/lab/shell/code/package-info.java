/**
 * A Java prompt inside the lab: what is typed is compiled and run in this JVM, with the runtime's own objects at hand, so that a container
 * can be written call by call. JShell does the compiling. Start with {@code JavaRunner}; what is at hand is in {@code start.jsh}.
 */
@NullMarked
package lab.shell.code;

import org.jspecify.annotations.NullMarked;
