/**
 * The live picture of a place: its processes, who shares which namespace, what cgroups use, what is mounted. A {@code Sight} is taken from facts, four panels
 * turn it into lines, and {@code XrayScreen} keeps them on the terminal. Start with {@code Sight}, then {@code Panel}.
 */
@NullMarked
package lab.shell.xray;

import org.jspecify.annotations.NullMarked;
