package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Limits;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Mounts;

/*
 * What bounds what
 * ================
 * Memory and processes: one cgroup above those of all containers in it. Disk: a tmpfs that holds their changed files, logs and records; its
 * pages are memory of whoever wrote them, so the cgroup counts them, too. Its folder is named after the process that made it and is there
 * before anything else, so that what a killed JVM leaves is found: processes end with the cgroup, files go with the mount.
 */
/** A place for containers that are not trusted: together they get so much memory, so many processes and so much disk, and they leave nothing. */
public final class Enclosure implements AutoCloseable {

    private static final int ROUNDS = 40;
    private static final long PAUSE_MILLIS = 25;

    /**
     * What all that is inside may use together.
     *
     * @param memory bytes; swap, where there is any, as much again
     * @param processes processes and threads
     * @param disk bytes of files
     * @param files how many files
     */
    public record Bounds(long memory, long processes, long disk, long files) {}

    private final Path folder;
    private final Cgroup cgroup;
    private final Cgroups inside;

    private Enclosure(Path folder, Cgroup cgroup, Cgroups inside) {
        this.folder = folder;
        this.cgroup = cgroup;
        this.inside = inside;
    }

    /**
     * Makes one, which needs root: bounds that the kernel does not keep are none.
     *
     * @param runtime the folder for running containers
     * @throws ContainerException if this host or user cannot bound it, with the reason
     */
    public static Enclosure open(Path runtime, Bounds bounds) throws IOException {
        return open(runtime, bounds, Maker.ofThisProcess());
    }

    static Enclosure open(Path runtime, Bounds bounds, Maker maker) throws IOException {
        if (Kernel.get().geteuid() != 0) {
            throw new ContainerException(
                    "what runs unseen needs bounds that only root can set (a cgroup above all of it, a file system of fixed size): "
                            + "run this as root, or in a virtual machine that is yours");
        }
        var cgroups = Cgroups.ofThisProcess();
        RuntimeFolder.prepare(runtime);
        var all = all(runtime);
        RuntimeFolder.prepare(all);
        var name = maker + "-" + UUID.randomUUID().toString().substring(0, 8);
        var folder = Files.createDirectory(all.resolve(name));
        try {
            var kernel = Kernel.get();
            var options = Map.of(
                    "size", Long.toString(bounds.disk()), "nr_inodes", Long.toString(bounds.files()), "mode", "0711");
            var mounts = new Mounts(kernel);
            try (var mount = mounts.memory(options)) {
                mounts.attach(mount, folder.toString());
            }
            var limits = Limits.NONE.withMemory(bounds.memory()).withPids(bounds.processes());
            return new Enclosure(folder, cgroups.named(name), cgroups.within(name, limits));
        } catch (IOException e) {
            try {
                remove(folder, cgroups.named(name));
            } catch (IOException cleanup) {
                e.addSuppressed(cleanup);
            }
            throw e;
        }
    }

    /** Where what is inside keeps its state and files. */
    public LabPaths paths() {
        return new LabPaths(folder.resolve("run"), folder.resolve("data"), folder.resolve("state"));
    }

    /** Where its cgroups are made. */
    public Cgroups cgroups() {
        return inside;
    }

    /** Ends every process in it. One that is just being started may come after; {@link #close} waits for it. */
    public void end() throws IOException {
        cgroup.existing().kill();
    }

    @Override
    public void close() throws IOException {
        remove(folder, cgroup);
    }

    /** Removes what processes that are gone have left. */
    public static void sweep(Path runtime) throws IOException {
        var all = all(runtime);
        if (!Files.isDirectory(all)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(all, "*:*-*")) {
            for (var folder : folders) {
                var name = folder.getFileName().toString();
                if (!Maker.parse(name.substring(0, name.indexOf('-'))).alive()) {
                    remove(folder, Cgroups.ofThisProcess().named(name));
                }
            }
        }
    }

    private static Path all(Path runtime) {
        return runtime.resolve("enclosures");
    }

    private static void remove(Path folder, Cgroup cgroup) throws IOException {
        for (var round = 0; round < ROUNDS && !cgroup.existing().processes().isEmpty(); round++) {
            cgroup.existing().kill();
            try {
                Thread.sleep(round == 0 ? 1 : PAUSE_MILLIS);
            } catch (InterruptedException e) {
                // It is taken away in any case; whoever interrupts is told so afterwards.
                Thread.currentThread().interrupt();
                break;
            }
        }
        cgroup.existing().remove();
        try {
            new Mounts(Kernel.get()).detach(folder.toString());
        } catch (ErrnoException e) {
            if (!e.is(Errno.EINVAL)) {
                throw e;
            }
        }
        Files.deleteIfExists(folder);
    }
}
