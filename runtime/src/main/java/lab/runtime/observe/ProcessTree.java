package lab.runtime.observe;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import lab.runtime.kernel.ErrnoException;

/**
 * The descendants of some processes, by parent pids.
 *
 * <p>Goes down through {@code /proc/PID/task/TID/children}, so that the cost depends on the size of the subtree and not of the host. That file may leave
 * out a child whose sibling ends during the read, so the walk is repeated until two in a row agree. Kernels without the file get a scan of {@code /proc}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_tid_children.5.html">proc_tid_children(5)</a>
 */
final class ProcessTree {
    /** Where a list of processes comes from, in words. */
    static final String SOURCE = "/proc/PID/task/*/children";

    private static final Path CHILDREN = Path.of("/proc/thread-self/children");
    private static final int WALKS = 5;

    private ProcessTree() {}

    /** The pids of a place: below its roots, without the roots, oldest generation first, and those that entered it with what is below them. */
    static List<Long> of(Scope scope) {
        List<ProcessId> roots = scope.roots();
        List<Long> before = glance(roots);
        for (int walks = 1; walks < WALKS; walks++) {
            List<Long> after = glance(roots);
            if (after.equals(before)) {
                break;
            }
            before = after;
        }
        return with(before, scope.entered());
    }

    /** The same by a single walk, for who will look again soon. */
    static List<Long> glance(Scope scope) {
        return with(glance(scope.roots()), scope.entered());
    }

    private static List<Long> with(List<Long> below, List<ProcessId> entered) {
        if (entered.isEmpty()) {
            return below;
        }
        Set<Long> all = new LinkedHashSet<>(below);
        entered.forEach(process -> all.add(process.pid()));
        all.addAll(glance(entered));
        return List.copyOf(all);
    }

    private static List<Long> glance(List<ProcessId> roots) {
        List<Long> living = new ArrayList<>();
        for (ProcessId root : roots) {
            if (ProcessView.of(root).alive() instanceof Found.Here<ProcessView>) {
                living.add(root.pid());
            }
        }
        return Files.exists(CHILDREN) ? walk(living, ProcessTree::children) : scan(living);
    }

    static List<Long> walk(List<Long> roots, Function<Long, List<Long>> children) {
        Set<Long> seen = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            for (long child : children.apply(open.removeFirst())) {
                if (seen.add(child)) {
                    open.add(child);
                }
            }
        }
        roots.forEach(seen::remove);
        return List.copyOf(seen);
    }

    /** The children of one process, of any of its threads. */
    static List<Long> children(long pid) {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                for (String child : textOrNothing(task + "/children").trim().split(" ")) {
                    if (!child.isEmpty()) {
                        children.add(Long.parseLong(child));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException ended) {
            // A process that ended during the walk has no children any more: the kernel gave them to another parent.
            return children;
        }
        return children;
    }

    static List<Long> scan(List<Long> roots) {
        Map<Long, List<Long>> children = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : all) {
                String stat = textOrNothing(folder + "/stat");
                if (!stat.isEmpty()) {
                    long pid = Long.parseLong(folder.getFileName().toString());
                    children.computeIfAbsent(ProcStat.parse(stat).ppid(), p -> new ArrayList<>())
                            .add(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        return walk(roots, pid -> children.getOrDefault(pid, List.of()));
    }

    /** A file's text, or none if its process has ended. */
    static String textOrNothing(String path) {
        try {
            return Peek.text(path);
        } catch (ErrnoException ended) {
            return "";
        }
    }
}
