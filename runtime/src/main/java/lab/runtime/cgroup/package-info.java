/**
 * Control groups behind one model: cgroup v2's names for limits, on v1, hybrid and v2 hosts alike. Everything is made below the cgroup
 * this process runs in. Start with {@code Cgroups}.
 */
@NullMarked
package lab.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
