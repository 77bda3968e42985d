package lab.runtime.cgroup;

import java.nio.file.Path;
import java.util.Set;

/**
 * A mounted cgroup hierarchy.
 *
 * @param unified whether it is the one of v2
 * @param controllers what it controls, empty for the bare unified hierarchy of a hybrid host
 * @param mount where it is mounted
 * @param own the directory of the cgroup that this process is in
 */
public record Hierarchy(boolean unified, Set<String> controllers, Path mount, Path own) {

    /** Copies the set. */
    public Hierarchy {
        controllers = Set.copyOf(controllers);
    }
}
