/**
 * The kernel's own words, one call each: unshare(2), setns(2), mount(2), umount2(2), and what there is to do with a cgroup. Each is a list
 * of calls for a process that is about to become a command; where that process is, in a container or outside, its starter decides.
 * {@link lab.runtime.direct.Unshare} is the one to read first.
 */
@NullMarked
package lab.runtime.direct;

import org.jspecify.annotations.NullMarked;
