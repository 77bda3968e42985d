/**
 * Measures the lab beside its peers, in one run on one machine: medians, 99th percentiles and ratios, as a table. Peers that are not
 * installed are left out and named. Start with {@code Bench}, then
 * {@code StartTable}; a table is a file.
 */
@NullMarked
package lab.shell.bench;

import org.jspecify.annotations.NullMarked;
