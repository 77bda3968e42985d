package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts of cgroups: of a process, of a container that has ended, and of those made by hand below the workbench's. */
@Tag("kernel")
final class CgroupFactsTests {

    private static final long MEMORY = 64L << 20;

    private final String name = "facts-" + ProcessHandle.current().pid();
    private Cgroups cgroups;
    private Cgroup cgroup;

    @BeforeEach
    void make() throws IOException {
        cgroups = Cgroups.ofThisProcess();
        assumeTrue(cgroups.writable(), "this user may not make cgroups here");
        cgroup = cgroups.create(
                name,
                Limits.NONE
                        .withMemory(MEMORY)
                        .withCpus(0.5)
                        .withShares(2048)
                        .withPids(7)
                        .withCpuset("0"));
    }

    @AfterEach
    void remove() throws IOException {
        cgroups.named(name).remove();
    }

    private static String value(FactGroup group, String... path) {
        Fact fact = group;
        for (String part : path) {
            fact = ((FactGroup) fact).get(part);
        }
        Reading reading = ((Observation) fact).reading();
        return String.valueOf(assertInstanceOf(Reading.Value.class, reading, reading.toString())
                .value());
    }

    /** A container that has ended, whose cgroup is still there. */
    private Facts facts(String container) {
        var sight = new ContainerSight(
                container,
                "1f",
                "base",
                "exited",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(0),
                cgroup,
                "state");
        return new Sleeper.Here(sight).facts();
    }

    @Test
    void anEndedContainersLimitsAndCountersCanStillBeRead() {
        FactGroup group =
                (FactGroup) facts("box").root().get("container", "box").get("cgroup");
        assertEquals(String.valueOf(MEMORY), value(group, "memory", "max"));
        assertEquals("0", value(group, "memory", "events", "oomKill"));
        assertEquals("7", value(group, "pids", "max"));
        assertEquals("0", value(group, "pids", "current"));
        assertEquals("0", value(group, "pids", "events", "max"));
        assertEquals("50000", value(group, "cpu", "quota"));
        assertEquals("100000", value(group, "cpu", "period"));
        assertEquals("200", value(group, "cpu", "weight"));
        assertEquals("0", value(group, "cpu", "stat", "throttled"));
        assertEquals("0", value(group, "cpuset", "cpus"));
        assertEquals("false", value(group, "frozen"));
        assertEquals("[]", value(group, "procs"));
        assertTrue(value(group, "path").endsWith("/lab/" + name), value(group, "path"));
    }

    @Test
    void theSourceIsTheRealFile() throws IOException {
        FactGroup memory = (FactGroup)
                ((FactGroup) facts("box").root().get("container", "box").get("cgroup")).get("memory");
        String source = ((Observation) memory.get("max")).reading().source();
        assertEquals(String.valueOf(MEMORY), Files.readString(Path.of(source)).strip());
    }

    @Test
    void aProcesssCgroupIsTheOneItWasMovedTo() throws Exception {
        try (Sleeper sleeper = Sleeper.plain("true")) {
            FactGroup process = new Sleeper.Here().facts().root().get("process", sleeper.commandLine());
            for (Path directory : cgroup.directories()) {
                Files.writeString(directory.resolve("cgroup.procs"), value(process, "pid"));
            }
            FactGroup moved = (FactGroup) new Sleeper.Here()
                    .facts()
                    .root()
                    .get("process", sleeper.commandLine())
                    .get("cgroup");
            assertEquals(String.valueOf(MEMORY), value(moved, "memory", "max"));
            assertEquals("1", value(moved, "pids", "current"));
            assertEquals("[" + value(process, "pid") + "]", value(moved, "procs"));
            assertTrue(Long.parseLong(value(moved, "cpu", "stat", "usage")) >= 0);
            cgroup.freeze(true);
            FactGroup frozen = (FactGroup) new Sleeper.Here()
                    .facts()
                    .root()
                    .get("process", sleeper.commandLine())
                    .get("cgroup");
            assertEquals("true", value(frozen, "frozen"));
            cgroup.freeze(false);
        }
    }

    @Test
    void aCgroupMadeByHandIsFoundBelowThatOfTheWorkbench() throws IOException {
        for (Path directory : cgroup.directories()) {
            Files.createDirectory(directory.resolve("byhand"));
        }
        FactGroup root = facts(Scope.WORKBENCH).root();
        assertEquals("true", value(root.get("cgroup", "byhand"), "exists"));
        assertEquals("[]", value(root.get("cgroup", "byhand"), "procs"));
        assertEquals("false", value(root.get("cgroup", "other"), "exists"));
        assertEquals("false", value(root.get("cgroup", "../x"), "exists"));
        assertTrue(value(root.get("cgroup", "byhand"), "path").endsWith(name + "/byhand"));
    }

    @Test
    void pressureIsCountedWhereTheKernelDoes() {
        assumeTrue(Files.exists(Path.of("/proc/pressure/cpu")), "this kernel keeps no account of pressure");
        FactGroup group =
                (FactGroup) facts("box").root().get("container", "box").get("cgroup");
        for (String resource : List.of("cpu", "memory", "io")) {
            assertEquals("0", value(group, resource, "pressure", "some"), resource);
        }
    }

    @Test
    void aCgroupListsThoseRightBelowIt() throws IOException {
        Path folder = cgroup.directories().stream()
                .filter(directory -> directory.toString().contains("memory"))
                .findFirst()
                .orElse(cgroup.directories().get(0));
        Path inner = Files.createDirectory(folder.resolve("inner"));
        try {
            FactGroup made =
                    (FactGroup) facts("ended").root().get("container", "ended").get("cgroup");
            List<FactGroup> children = ((FactList) made.get("children")).elements();
            assertEquals(1, children.size());
            assertTrue(value(children.get(0), "path").endsWith("/" + name + "/inner"), value(children.get(0), "path"));
            assertEquals("[]", value(children.get(0), "procs"));
        } finally {
            Files.delete(inner);
        }
    }
}
