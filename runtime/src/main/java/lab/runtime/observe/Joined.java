package lab.runtime.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that this shell runs in containers right now.
 *
 * <p>A command that joins a container is no descendant of the container's monitor while its own parent lives: that parent is a child of this shell. When it
 * ends, the kernel gives what is left below it to the container's process 1.
 */
public final class Joined {
    private static final String PARENT = "lab-exec";

    private Joined() {}

    /**
     * Finds the parents of commands that joined one of some containers.
     *
     * @param containers the containers
     * @return roots for {@link Scope#roots}
     */
    public static List<ProcessId> roots(List<ContainerSight> containers) {
        List<Long> parents = new ArrayList<>();
        for (long child : ProcessTree.children(ProcessHandle.current().pid())) {
            if (ProcessTree.textOrNothing("/proc/" + child + "/comm").strip().equals(PARENT)) {
                parents.add(child);
            }
        }
        if (parents.isEmpty()) {
            return List.of();
        }
        Set<String> inside = inside(containers);
        List<ProcessId> roots = new ArrayList<>();
        for (long parent : parents) {
            // The parent does not let itself be looked into; its child is in the container, too.
            boolean joined = ProcessTree.children(parent).stream()
                    .flatMap(child -> found(ProcessView.now(child)).stream())
                    .anyMatch(child -> namespaces(child).stream().anyMatch(inside::contains));
            if (joined) {
                found(ProcessView.now(parent)).ifPresent(process -> roots.add(process.id()));
            }
        }
        return roots;
    }

    /**
     * Finds all processes of the machine that are in some containers, whoever started them; a look at each, so for who looks at a place from outside.
     *
     * @param containers the containers
     * @return processes for {@link Scope#entered}
     */
    public static List<ProcessId> all(List<ContainerSight> containers) {
        Set<String> inside = inside(containers);
        return ProcessHandle.allProcesses()
                .flatMap(process -> found(ProcessView.now(process.pid())).stream())
                .filter(process -> namespaces(process).stream().anyMatch(inside::contains))
                .map(ProcessView::id)
                .toList();
    }

    /** The namespaces of the containers that the lab itself is not in. */
    private static Set<String> inside(List<ContainerSight> containers) {
        Set<String> inside = new HashSet<>();
        for (ContainerSight container : containers) {
            container.init().ifPresent(init -> inside.addAll(namespaces(ProcessView.of(init))));
        }
        inside.removeAll(namespaces(ProcessView.self()));
        return inside;
    }

    /** The pid namespace tells, or for a container that shares the host's, the mounts. */
    private static Set<String> namespaces(ProcessView process) {
        Set<String> namespaces = new HashSet<>();
        for (String type : List.of("pid", "mnt")) {
            found(process.namespace(type)).ifPresent(namespaces::add);
        }
        return namespaces;
    }

    private static <T> Optional<T> found(Found<T> found) {
        return found instanceof Found.Here<T> here ? Optional.of(here.subject()) : Optional.empty();
    }
}
