package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.LabPaths;
import lab.runtime.container.Stdio;
import lab.runtime.image.SharedBase;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of real containers. */
@Tag("kernel")
final class PlaceScopeTests {
    private static final long MEMORY = 64L << 20;

    @TempDir
    private Path dir;

    private Containers containers;
    private PlaceScope place;

    @BeforeEach
    void open() throws IOException {
        containers = Containers.in(
                new LabPaths(dir.resolve("run"), SharedBase.in(dir.resolve("data")), dir.resolve("state")));
        place = new PlaceScope(containers, "here");
    }

    @AfterEach
    void removeAll() throws IOException {
        for (ContainerStatus container : containers.list()) {
            containers.remove(container.id(), true);
        }
        containers.close();
    }

    private ContainerSpec.Builder box(String name, String label) {
        return ContainerSpec.of("base")
                .name(name)
                .hostname("anvil")
                .label(ContainerSpec.PLACE, label)
                .command("sleep", "4711");
    }

    private FactGroup root() {
        return Facts.of(place).root();
    }

    private static Object value(FactGroup group, String... path) {
        Fact fact = group;
        for (String name : path) {
            fact = ((FactGroup) fact).get(name);
        }
        Reading reading = ((Observation) fact).reading();
        return String.valueOf(assertInstanceOf(Reading.Value.class, reading, reading.toString())
                .value());
    }

    @Test
    void aContainerIsSeenFromOutsideAndInside() throws IOException {
        containers.start(box("box", "here").build(), null).close();
        FactGroup box = root().get("container", "box");
        FactGroup host = (FactGroup) root().get("host");
        assertEquals("running", value(box, "state"));
        assertEquals("anvil", value(box, "hostname"));
        assertEquals("sleep 4711", value(box, "commandLine"));
        assertEquals("/", value(box, "root"));
        assertEquals("false", value(box, "noNewPrivs"));
        for (String type : List.of("mnt", "uts", "ipc", "net", "pid", "user")) {
            assertNotEquals(value(host, "ns", type), value(box, "ns", type), type);
        }
        assertEquals("sleep", value(box.get("file", "/proc/1/comm"), "text"));
        assertEquals("proc", value(box.get("mount", "/proc"), "fstype"));
        assertEquals("private", value(box.get("mount", "/"), "propagation"));
        assertEquals(value(box, "pid"), value(root().get("process", "sleep 4711"), "pid"));
        assertEquals(1, ((FactList) root().get("processes")).elements().size(), "the monitor does not belong to it");
    }

    @Test
    void aCommandThatJoinsAContainerBelongsToThePlaceWhileItRunsAndSoDoesWhatItLeaves() throws Exception {
        containers.start(box("box", "here").init(true).build(), null).close();
        containers.start(box("other", "elsewhere").init(true).build(), null).close();
        try (Fd none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0)) {
            Stdio stdio = new Stdio(none, none, none);
            ExecSpec line = ExecSpec.of(List.of("sh", "-c", "sleep 4712 & sleep 1; true"));
            try (var running = containers.exec("box", line, stdio);
                    var elsewhere = containers.exec("other", ExecSpec.of(List.of("sleep", "4713")), stdio)) {
                while (value(root().get("process", "sleep 4712"), "exists").equals("false")) {
                    Thread.sleep(5);
                }
                assertEquals("true", value(root().get("process", "sleep 1"), "exists"));
                assertEquals("false", value(root().get("process", "sleep 4713"), "exists"));
                assertTrue(elsewhere.pid() > 0);
                running.await();
                assertEquals("true", value(root().get("process", "sleep 4712"), "exists"));
                assertEquals("false", value(root().get("process", "sleep 1"), "exists"));
            }
        }
    }

    @Test
    void containersOfOtherPlacesAreNotSeen() throws IOException {
        containers.start(box("box", "elsewhere").build(), null).close();
        assertEquals("false", value(root().get("container", "box"), "exists"));
        assertEquals("false", value(root().get("process", "sleep 4711"), "exists"));
    }

    @Test
    void anEndedContainerKeepsItsExitCode() throws IOException {
        try (var running = containers.start(
                box("box", "here").command("sh", "-c", "exit 3").build(), null)) {
            running.await();
        }
        FactGroup box = root().get("container", "box");
        assertEquals("exited", value(box, "state"));
        assertEquals("3", value(box, "exitCode"));
        assertEquals("true", value(box, "exists"));
    }

    @Test
    void limitsAreReadFromTheRealFiles() throws IOException {
        assumeTrue(containers.cgroups().writable(), "no cgroup can be made here");
        containers
                .start(
                        box("box", "here")
                                .limits(new Limits(
                                        OptionalLong.of(MEMORY), OptionalDouble.of(0.5), OptionalLong.of(20)))
                                .build(),
                        null)
                .close();
        FactGroup cgroup = (FactGroup) root().get("container", "box").get("cgroup");
        assertEquals(String.valueOf(MEMORY), value(cgroup, "memory", "max"));
        assertEquals("20", value(cgroup, "pids", "max"));
        assertEquals("1", value(cgroup, "pids", "current"));
        assertEquals(
                0.5,
                Double.parseDouble(value(cgroup, "cpu", "quota").toString())
                        / Double.parseDouble(value(cgroup, "cpu", "period").toString()));
        assertEquals("0", value(cgroup, "memory", "events", "oomKill"));
        assertEquals("false", value(cgroup, "frozen"));
        assertTrue(value(cgroup, "memory", "path").toString().contains("/lab/"));
        String source = ((Observation) ((FactGroup) cgroup.get("memory")).get("max"))
                .reading()
                .source();
        assertTrue(source.endsWith("/memory.limit_in_bytes") || source.endsWith("/memory.max"), source);
    }

    @Test
    void anAnswerIsReadFromTheWorkbenchWhoeverWroteIt() throws Exception {
        Reading nobody = reading("answer");
        assertTrue(((Reading.Absent) nobody).why().contains("no container"), nobody.toString());
        containers.start(box(Scope.WORKBENCH, "here").build(), null).close();
        Reading none = reading("answer");
        assertEquals("nothing was answered yet", ((Reading.Absent) none).why());
        try (Fd out = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = containers.exec(
                        Scope.WORKBENCH,
                        ExecSpec.of(List.of("sh", "-c", "echo ' 4711 ' >/answer")),
                        new Stdio(out, out, out))) {
            assertEquals(0, running.await());
        }
        Reading.Value said = (Reading.Value) reading("answer");
        assertEquals("4711", said.value());
        assertTrue(said.source().endsWith("/root/answer"), said.source());
    }

    private Reading reading(String fact) {
        return ((Observation) root().get(fact)).reading();
    }
}
