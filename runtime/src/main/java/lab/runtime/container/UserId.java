package lab.runtime.container;

import java.util.List;

/**
 * A user inside a container, looked up.
 *
 * @param uid the user id
 * @param gid the group id
 * @param groups the groups it is in beside that
 * @param home its home directory
 */
record UserId(int uid, int gid, List<Integer> groups, String home) {

    /** Root, whatever an image says about it. */
    static final UserId ROOT = new UserId(0, 0, List.of(), "/root");

    /** Copies the list. */
    UserId {
        groups = List.copyOf(groups);
    }
}
