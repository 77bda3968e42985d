package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.image.SharedBase;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMaps;

/** Containers in folders of a test's own; when it is closed the host must be as it was before. */
final class TestLab implements AutoCloseable {

    private final LabPaths paths;
    private final Containers containers;
    private final TreeSet<String> before;

    TestLab(Path dir) throws IOException {
        paths = new LabPaths(dir.resolve("run"), SharedBase.in(dir.resolve("data")), dir.resolve("state"));
        containers = Containers.in(paths);
        before = traces();
    }

    Containers containers() {
        return containers;
    }

    LabPaths paths() {
        return paths;
    }

    /** The layer of the base image, unpacked for this test alone, which may change it. */
    Path ownLayer() throws IOException {
        Files.delete(paths.data().resolve("layers"));
        return containers.images().open("base").layers().get(0);
    }

    static boolean root() {
        return Kernel.get().geteuid() == 0;
    }

    /** Whether containers have more than one user id. */
    static boolean wide() throws IOException {
        return new IdMaps(Path.of("/etc")).choose().wide();
    }

    /** A container of the base image that does not end by itself. */
    static ContainerSpec.Builder sleeper(String name) {
        return ContainerSpec.of("base").name(name).command("sleep", "1000");
    }

    /** What a shell script prints in a container of its own, both streams. */
    String output(ContainerSpec.Builder spec, String script) throws IOException {
        try (var running = containers.start(spec.command("sh", "-c", script).build(), null)) {
            running.await();
            return Files.readString(containers.log(running.id())).strip();
        }
    }

    String output(String script) throws IOException {
        return output(ContainerSpec.of("base"), script);
    }

    /** The exit code of a shell script in a container of its own. */
    int code(String script) throws IOException {
        try (var running = containers.start(
                ContainerSpec.of("base").command("sh", "-c", script).build(), null)) {
            return running.await();
        }
    }

    /** What a shell script prints that joins a container, both streams. */
    String joined(String container, String script) throws IOException {
        return joined(container, ExecSpec.of(List.of("sh", "-c", script)));
    }

    String joined(String container, ExecSpec spec) throws IOException {
        var pipe = Kernel.get().pipe();
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = containers.exec(container, spec, new Stdio(none, pipe.get(1), pipe.get(1)))) {
            pipe.get(1).close();
            var text = readAll(pipe.get(0)).strip();
            running.await();
            return text;
        } finally {
            pipe.forEach(Fd::close);
        }
    }

    /** Everything until the end; a terminal whose other end is gone gives EIO. */
    static String readAll(Fd fd) throws IOException {
        var all = new ByteArrayOutputStream();
        var bytes = new byte[4096];
        while (true) {
            try {
                var n = Kernel.get().read(fd, bytes);
                if (n == 0) {
                    return all.toString(StandardCharsets.UTF_8);
                }
                all.write(bytes, 0, n);
            } catch (ErrnoException e) {
                if (e.is(Errno.EIO)) {
                    return all.toString(StandardCharsets.UTF_8);
                }
                throw e;
            }
        }
    }

    /** The lines of a process's status file by their names. */
    static Map<String, String> status(int pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(f -> f[0], f -> f[1].strip()));
    }

    /** What containers of these folders leave on the host: processes, mounts, cgroups and files. */
    private TreeSet<String> traces() throws IOException {
        var found = new TreeSet<String>();
        var own = ProcessHandle.current().pid();
        for (var process : ProcessHandle.current().descendants().toList()) {
            process.info().command().ifPresent(c -> found.add("process " + process.pid() + " " + c + " below " + own));
        }
        found.addAll(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        for (var hierarchy : Cgroups.ofThisProcess().hierarchies()) {
            list(hierarchy.own().resolve(Cgroups.SUBTREE), found);
        }
        list(paths.containers(), found);
        list(paths.data().resolve("containers"), found);
        return found;
    }

    /** What there is now and was not when this lab began, but for the containers it knows. */
    List<String> left() throws IOException {
        var now = traces();
        now.removeAll(before);
        return List.copyOf(now);
    }

    private static void list(Path folder, TreeSet<String> into) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
                entries.forEach(entry -> into.add(entry.toString()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var container : containers.list()) {
            containers.remove(container.id(), true);
        }
        containers.close();
        assertEquals(before, traces(), "what the test has left behind");
    }
}
