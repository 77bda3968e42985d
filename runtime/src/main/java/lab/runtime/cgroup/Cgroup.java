package lab.runtime.cgroup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lab.runtime.kernel.FileLock;

/**
 * A cgroup of ours: one directory in each hierarchy that it has a part in.
 *
 * @param name its path below the cgroup of this process
 * @param unified its directory in the unified hierarchy
 * @param version1 its directories in hierarchies of version 1
 */
public record Cgroup(String name, Optional<Path> unified, List<Path> version1) {

    /** No cgroup at all. */
    public static final Cgroup NONE = new Cgroup("", Optional.empty(), List.of());

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
            thaw();
            return;
        }
        for (var directory : directories()) {
            for (var pid : CgroupFiles.processes(directory)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        thaw();
    }

    /** Lets all go on that is frozen in it or below it in a hierarchy of version 1, which lets no frozen process end. */
    public void thaw() throws IOException {
        for (var directory : version1) {
            Freezer.thaw(directory);
        }
    }

    /** The cgroups right below it, by their names, each with the directories it has in any hierarchy. */
    public List<Cgroup> below() throws IOException {
        var names = new TreeSet<String>();
        for (var directory : existing().directories()) {
            try (var children = Files.newDirectoryStream(directory, Files::isDirectory)) {
                children.forEach(child -> names.add(child.getFileName().toString()));
            }
        }
        return names.stream()
                .map(child -> new Cgroup(
                                child,
                                unified.map(directory -> directory.resolve(child)),
                                version1.stream()
                                        .map(directory -> directory.resolve(child))
                                        .toList())
                        .existing())
                .toList();
    }

    /** Its processes and those of the cgroups below it. */
    public Set<Long> processes() throws IOException {
        var found = new TreeSet<Long>();
        for (var directory : directories()) {
            found.addAll(CgroupFiles.processes(directory));
        }
        return found;
    }

    /** Whether all its processes stand still. */
    public boolean frozen() throws IOException {
        return new Freezer(this).frozen();
    }

    /**
     * Lets all its processes stand still, or go on, and waits until they do.
     *
     * @throws CgroupException if it has no cgroup that can do so, or a process hangs in the kernel
     */
    public void freeze(boolean freeze) throws IOException {
        new Freezer(this).set(freeze);
    }

    /** How many of its processes the kernel has killed for want of memory; 0 if it is not counted. */
    public long oomKills() throws IOException {
        return new CgroupFiles(this)
                .entry("oom_kill", "memory.events", "memory.oom_control")
                .orElse(0);
    }

    /** Its limits, read back from the kernel. */
    public List<Setting> settings() throws IOException {
        return Setting.of(new CgroupFiles(this));
    }

    /** How long its processes wait for each resource, as the files of pressure tell it, by their names; empty where nobody measures. */
    public Map<String, String> pressure() throws IOException {
        var files = new CgroupFiles(this);
        var found = new TreeMap<String, String>();
        for (var name : List.of("cpu.pressure", "memory.pressure", "io.pressure")) {
            files.text(name).filter(text -> !text.isEmpty()).ifPresent(text -> found.put(name, text));
        }
        return found;
    }

    /** What it uses and may use at this moment, as far as it is counted. */
    public Usage usage() throws IOException {
        return Usage.of(new CgroupFiles(this));
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
            if (subtree.endsWith(Cgroups.SUBTREE)) {
                removeEmpty(subtree);
            }
        }
    }

    /** Removes the subtree if it is empty, and takes back what was handed down to it. */
    private static void removeEmpty(Path subtree) throws IOException {
        var own = subtree.resolveSibling("");
        FileLock.holding(own, () -> {
            if (deleted(subtree)) {
                Delegation.end(own, Cgroups.CONTROLLERS);
            }
            return own;
        });
    }

    private static boolean deleted(Path subtree) {
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
                                    + CgroupFiles.processes(directory).size() + " processes",
                            e);
                }
                pause();
            }
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
