package lab.runtime.cgroup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cgroup of ours: one directory in each hierarchy that it has a part in.
 *
 * @param name its path below the cgroup of this process
 * @param unified its directory in the unified hierarchy
 * @param version1 its directories in hierarchies of version 1
 */
public record Cgroup(String name, Optional<Path> unified, List<Path> version1) {

    /** Copies the list. */
    public Cgroup {
        version1 = List.copyOf(version1);
    }

    /** All its directories. */
    public List<Path> directories() {
        var all = new ArrayList<>(version1);
        unified.ifPresent(all::add);
        return all;
    }

    /** The part of it that is there. */
    public Cgroup existing() {
        return new Cgroup(
                name,
                unified.filter(Files::isDirectory),
                version1.stream().filter(Files::isDirectory).toList());
    }

    /** Whether any of its directories is there. */
    public boolean exists() {
        return directories().stream().anyMatch(Files::isDirectory);
    }

    /** Ends every process in it, at once where the kernel can (5.14), else one after the other. */
    public void kill() throws IOException {
        if (unified.isPresent() && Files.isWritable(unified.get().resolve("cgroup.kill"))) {
            Files.writeString(unified.get().resolve("cgroup.kill"), "1");
            return;
        }
        for (var directory : directories()) {
            for (var pid : processes(directory)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /**
     * Removes its directories and all below them; processes must be gone, those about to end are waited for. With the last cgroup of the
     * lab its subtree goes, too.
     *
     * @throws CgroupException if some process stays
     */
    public void remove() throws IOException {
        for (var directory : directories()) {
            remove(directory);
            var subtree = directory.resolveSibling("");
            if (subtree.endsWith(Cgroups.SUBTREE) && removeEmpty(subtree)) {
                Delegation.end(subtree.resolveSibling(""), Cgroups.CONTROLLERS);
            }
        }
    }

    private static boolean removeEmpty(Path subtree) {
        try {
            return Files.deleteIfExists(subtree);
        } catch (IOException e) {
            // Some container of the lab still has its cgroup there.
            return false;
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var below = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (var child : below) {
                remove(child);
            }
        }
        for (var attempt = 0; ; attempt++) {
            try {
                Files.deleteIfExists(directory);
                return;
            } catch (IOException e) {
                if (attempt == 200) {
                    throw new CgroupException(
                            "the cgroup " + directory + " cannot be removed: it still holds "
                                    + processes(directory).size() + " processes",
                            e);
                }
                pause();
            }
        }
    }

    private static List<Long> processes(Path directory) throws IOException {
        try {
            return Files.readAllLines(directory.resolve("cgroup.procs")).stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a cgroup was removed");
        }
    }
}
