package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import lab.runtime.cgroup.CgroupException;
import lab.runtime.cgroup.Hierarchy;
import lab.runtime.cgroup.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A host that has run out of something: an error that says what, nothing lost, and all goes on when there is some again. */
@Tag("faults")
@Isolated("mounts file systems and takes processes from itself")
final class FaultTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private static void command(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).inheritIO().start();
        assertEquals(0, process.waitFor(), String.join(" ", words));
    }

    /** The folders of a lab on a file system of its own, with the test's image. */
    private LabPaths on(Path disk) throws IOException {
        var data = Files.createDirectories(disk.resolve("data"));
        for (var name : List.of("images", "layers")) {
            Files.createSymbolicLink(
                    data.resolve(name), lab.paths().data().resolve(name).toRealPath());
        }
        return new LabPaths(disk.resolve("run"), data, disk.resolve("state"));
    }

    private static ContainerSpec sleeper(String name) {
        return ContainerSpec.of("base").name(name).command("sleep", "1000").build();
    }

    @Test
    void aFullDiskIsToldAndNothingIsLost() throws Exception {
        assumeTrue(TestLab.root(), "only root mounts a small disk");
        var disk = Files.createDirectory(dir.resolve("disk"));
        command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        try (var containers = Containers.in(on(disk))) {
            containers.start(sleeper("early"), null).close();
            var filler = disk.resolve("filler");
            var zeros = new byte[4096];
            var full = assertThrows(IOException.class, () -> {
                while (true) {
                    Files.write(filler, zeros, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            });
            assertTrue(full.getMessage().contains("No space left"), full.getMessage());
            var refused = assertThrows(IOException.class, () -> containers.start(sleeper("late"), null));
            assertTrue(refused.getMessage().matches("(?s).*(No space left|ENOSPC).*"), refused.getMessage());
            assertEquals(List.of("early"), names(containers));
            assertTrue(containers.get("early").running());
            Files.delete(filler);
            containers.start(sleeper("late"), null).close();
            assertEquals(2, containers.list().size());
            for (var container : containers.list()) {
                containers.remove(container.id(), true);
            }
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    @Test
    void aDiskThatCannotBeWrittenToIsTold() throws Exception {
        assumeTrue(TestLab.root(), "only root mounts a small disk");
        var disk = Files.createDirectory(dir.resolve("disk"));
        command("mount", "-t", "tmpfs", "-o", "size=1m,ro", "tmpfs", disk.toString());
        try {
            var paths = new LabPaths(disk.resolve("run"), disk.resolve("data"), disk.resolve("state"));
            var refused = assertThrows(IOException.class, () -> Containers.in(paths));
            assertTrue(refused.getMessage().contains(disk.toString()), refused.getMessage());
            assertTrue(refused.getMessage().contains("Read-only file system"), refused.getMessage());
        } finally {
            command("umount", disk.toString());
        }
    }

    @Test
    void aHomeThatCannotBeWrittenToIsTold() throws IOException {
        assumeTrue(!TestLab.root(), "root may write everywhere");
        var paths = new LabPaths(Path.of("/proc/lab-run"), Path.of("/proc/lab-data"), Path.of("/proc/lab-state"));
        var refused = assertThrows(IOException.class, () -> Containers.in(paths));
        assertTrue(refused.getMessage().contains("/proc/lab"), refused.getMessage());
    }

    @Test
    void noMoreProcessesIsToldAndPasses() throws Exception {
        var pids = lab.containers().cgroups().hierarchies().stream()
                .filter(h -> !h.unified() && h.controllers().contains("pids"))
                .map(Hierarchy::own)
                .filter(Files::isWritable)
                .findFirst();
        assumeTrue(pids.isPresent(), "no hierarchy of version 1 counts processes for this user");
        var cgroup = Files.createDirectory(pids.get().resolve("lab-fault-test"));
        try (var starter = Starter.in(lab.paths(), List.of())) {
            assertEquals("ready", starter.answer());
            starter.tell("early");
            assertEquals("ok", starter.answer());
            Files.writeString(cgroup.resolve("cgroup.procs"), Long.toString(starter.pid()));
            Files.writeString(cgroup.resolve("pids.max"), Files.readString(cgroup.resolve("pids.current")));
            starter.tell("late");
            var answer = starter.answer();
            assertTrue(answer.contains("EAGAIN"), answer);
            assertEquals(List.of("early"), names(lab.containers()));
            Files.writeString(cgroup.resolve("pids.max"), "max");
            starter.tell("late");
            assertEquals("ok", starter.answer());
        } finally {
            for (var container : lab.containers().list()) {
                lab.containers().remove(container.id(), true);
            }
            Files.delete(cgroup);
        }
    }

    @Test
    void noMemoryForTheStartIsToldAndLeavesNothing() throws IOException {
        assumeTrue(lab.containers().cgroups().offers("memory"), "this user may not limit memory");
        var limits = Limits.NONE.withMemory(64L * 1024);
        var spec = ContainerSpec.of("base").name("tiny").limits(limits).command("sleep", "1000");
        try (var running = lab.containers().start(spec.build(), null)) {
            assertEquals(128 + 9, running.await(), "what cannot be held in memory is killed");
            assertTrue(lab.containers().get("tiny").oomKilled());
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("memory"), e.getMessage());
            assertEquals(List.of(), lab.containers().list());
        }
    }

    @Test
    void limitsThatNobodyHandedOverAreTold() {
        assumeTrue(!lab.containers().cgroups().writable(), "this user may make cgroups");
        var limits = Limits.NONE.withMemory(64L << 20);
        var spec = ContainerSpec.of("base").name("box").limits(limits).command("true");
        var refused = assertThrows(CgroupException.class, () -> lab.containers().start(spec.build(), null));
        assertTrue(refused.getMessage().contains("--memory needs memory.max"), refused.getMessage());
    }

    private static List<String> names(Containers containers) throws IOException {
        return containers.list().stream().map(ContainerStatus::name).toList();
    }
}
