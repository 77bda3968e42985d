package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.cgroup.Cgroup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of processes in namespaces of their own, on this kernel. */
@Tag("kernel")
final class FactsTests {
    @TempDir
    private Path dir;

    private static Reading reading(FactGroup group, String... path) {
        Fact fact = group;
        for (String name : path) {
            fact = ((FactGroup) fact).get(name);
        }
        return ((Observation) fact).reading();
    }

    private static Object value(FactGroup group, String... path) {
        Reading reading = reading(group, path);
        return String.valueOf(assertInstanceOf(Reading.Value.class, reading, reading.toString())
                .value());
    }

    private static FactGroup process(Sleeper sleeper) {
        return new Sleeper.Here().facts().root().get("process", sleeper.commandLine());
    }

    private static FactGroup host() {
        return (FactGroup) new Sleeper.Here().facts().root().get("host");
    }

    @Test
    void clocksTellHowFarTheyAreAhead() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/timens_offsets")), "this kernel has no time namespaces");
        try (Sleeper sleeper = Sleeper.unshared(List.of("--time", "--boottime", "864000", "--fork"), "true")) {
            assertEquals("864000", value(process(sleeper), "clocks", "boottime"));
            assertEquals("0", value(process(sleeper), "clocks", "monotonic"));
            assertEquals("0", value(host(), "clocks", "boottime"));
        }
    }

    @Test
    void hostnameIsSeenFromInsideWhereTheFileOfProcfsShowsTheReadersOwn() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--uts"), "hostname anvil-inside")) {
            FactGroup process = process(sleeper);
            String own = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            Object trap = Files.readString(Path.of("/proc/" + value(process, "pid") + "/root/proc/sys/kernel/hostname"))
                    .strip();
            assertEquals(own, trap, "the file answers for the reader");
            assertEquals("anvil-inside", value(process, "hostname"));
            assertEquals(own, value(host(), "hostname"));
            assertEquals(
                    "uname(2), as pid " + value(process, "pid") + " sees it",
                    reading(process, "hostname").source());
            assertNotEquals(value(host(), "ns", "uts"), value(process, "ns", "uts"));
            assertEquals(value(host(), "ns", "net"), value(process, "ns", "net"));
        }
    }

    @Test
    void hostnameOfANestedUserNamespaceThatDoesNotOwnItsUtsNamespace() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(
                List.of(
                        "--user",
                        "--map-root-user",
                        "--uts",
                        "sh",
                        "-c",
                        "hostname outer; exec unshare --user \"$@\"",
                        "sh"),
                "true")) {
            assertEquals("outer", value(process(sleeper), "hostname"));
        }
    }

    @Test
    void ipcIsSeenFromInside() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--ipc"), "ipcmk -M 4096 > /dev/null")) {
            FactList inside = (FactList) ((FactGroup) process(sleeper).get("ipc")).get("shm");
            assertEquals(1, inside.elements().size());
            String key = value(inside.elements().get(0), "key").toString();
            String ours = Files.readString(Path.of("/proc/sysvipc/shm"));
            assertTrue(ours.lines().noneMatch(line -> line.trim().startsWith(key + " ")), ours);
        }
    }

    @Test
    void mountsShowTypePropagationAndWhatIsEscaped() throws Exception {
        String target = dir.resolve("a b").toString();
        Files.createDirectories(Path.of(target));
        try (Sleeper sleeper = Sleeper.unshared(
                List.of("--mount", "--propagation", "private"),
                "mount -t tmpfs -o size=64k,nosuid tmp '" + target + "' && mount --make-shared '" + target + "'")) {
            FactGroup mount = process(sleeper).get("mount", target);
            assertEquals("tmpfs", value(mount, "fstype"));
            assertEquals("tmp", value(mount, "source"));
            assertEquals("shared", value(mount, "propagation"));
            assertEquals("private", value(process(sleeper).get("mount", "/"), "propagation"));
            assertTrue(value(mount, "options").toString().contains("nosuid"));
            assertEquals("false", value(host().get("mount", target), "exists"));
            Reading.Absent absent =
                    assertInstanceOf(Reading.Absent.class, reading(host().get("mount", target), "fstype"));
            assertEquals("nothing is mounted at '" + target + "'", absent.why());
            assertEquals("/proc/self/mountinfo", absent.source());
        }
    }

    @Test
    void theTopmostOfSeveralMountsAtOnePlaceCounts() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(
                List.of("--mount", "--propagation", "private"),
                "mount -t tmpfs first " + dir + " && mount -t tmpfs second " + dir)) {
            assertEquals("second", value(process(sleeper).get("mount", dir + "/"), "source"));
        }
    }

    @Test
    void filesAreFoundInTheProcesssOwnRoot() throws Exception {
        Files.createDirectories(dir.resolve("etc"));
        Files.writeString(dir.resolve("etc/real"), "inside\n");
        Files.createSymbolicLink(dir.resolve("etc/link"), Path.of("/etc/real"));
        String bind = List.of("bin", "lib", "lib64", "usr").stream()
                .filter(name -> Files.isDirectory(Path.of("/" + name)))
                .map(name -> "mkdir -p " + dir + "/" + name + " && mount --rbind /" + name + " " + dir + "/" + name)
                .reduce("true", (a, b) -> a + " && " + b);
        try (Sleeper sleeper = Sleeper.unshared(
                List.of("--mount", "sh", "-c", bind + " && exec chroot " + dir + " \"$@\"", "sh"), "true")) {
            FactGroup process = process(sleeper);
            assertEquals(dir.toString(), value(process, "root"));
            assertEquals("inside", value(process.get("file", "/etc/link"), "text"));
            assertEquals("dir", value(process.get("file", "/etc"), "type"));
            assertEquals("false", value(process.get("file", "/etc/passwd"), "exists"));
        }
    }

    @Test
    void theProcOfAPidNamespaceNamesItsOwnFirstProcess() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--pid", "--fork", "--mount-proc"), "true")) {
            FactGroup process = process(sleeper);
            assertEquals("sleep", value(process.get("file", "/proc/1/comm"), "text"));
            assertEquals("[" + value(process, "pid") + ", 1]", value(process, "nsPid"));
            assertEquals("proc", value(process.get("mount", "/proc"), "fstype"));
        }
    }

    @Test
    void userNamespaceMapsAndCapabilities() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--user", "--map-root-user"), "true")) {
            FactGroup process = process(sleeper);
            FactGroup range = ((FactList) process.get("uidMap")).elements().get(0);
            assertEquals("0", value(range, "inside"));
            assertEquals(value(host(), "uid"), value(range, "outside"));
            assertTrue(value(process, "caps", "effective").toString().contains("CAP_SYS_ADMIN"));
            assertEquals("0", value(process, "seccomp"));
            assertEquals("false", value(process, "noNewPrivs"));
        }
    }

    @Test
    void networkInterfacesOfAnEmptyNetwork() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--net"), "true")) {
            FactGroup process = process(sleeper);
            FactList interfaces = (FactList) process.get("interfaces");
            assertEquals(
                    List.of("lo"),
                    interfaces.elements().stream().map(i -> value(i, "name")).toList());
            assertEquals("false", value(process.get("interface", "eth0"), "exists"));
        }
    }

    @Test
    void aProcessThatIsNotThereHasNoFactsAtAll() {
        FactGroup process = new Sleeper.Here().facts().root().get("process", "sleep 987654321");
        assertEquals("false", value(process, "exists"));
        Reading.Absent absent = assertInstanceOf(Reading.Absent.class, reading(process, "ns", "uts"));
        assertEquals("no process of this place has the command line 'sleep 987654321'", absent.why());
    }

    @Test
    void whetherAPartExistsHasNoAnswerWhereTheWholeIsMissing() {
        FactGroup process = new Sleeper.Here().facts().root().get("process", "sleep 987654321");
        assertInstanceOf(Reading.Absent.class, reading(process.get("mount", "/proc"), "exists"));
        assertInstanceOf(Reading.Absent.class, reading(process.get("file", "/etc"), "exists"));
    }

    @Test
    void aProcessOutsideThePlaceIsNotSeen() {
        FactGroup init = new Sleeper.Here().facts().root().get("process", 1L);
        assertEquals("false", value(init, "exists"));
    }

    @Test
    void aForeignNamespaceCouldNotBeObservedRatherThanIsAbsent() throws Exception {
        assumeTrue(!Sleeper.isRoot(), "root may look at every process");
        ProcessView init = ((Found.Here<ProcessView>) ProcessView.now(1)).subject();
        Reading.Unobservable refused = assertInstanceOf(Reading.Unobservable.class, Read.of(init.namespace("uts")));
        assertTrue(refused.reason().contains("EACCES"), refused.reason());
        assertEquals("/proc/1/ns/uts", refused.source());
    }

    @Test
    void aPidThatWasGivenToAnotherProcessIsNoticed() throws Exception {
        try (Sleeper sleeper = Sleeper.plain("true")) {
            long pid = Long.parseLong(value(process(sleeper), "pid").toString());
            long start = Long.parseLong(value(process(sleeper), "startTime").toString());
            ProcessView earlier = ProcessView.of(new ProcessId(pid, start - 1));
            Reading.Absent absent = assertInstanceOf(Reading.Absent.class, Read.of(earlier.namespace("uts")));
            assertEquals("process " + pid + " is gone, and the number belongs to another process now", absent.why());
            assertInstanceOf(
                    Reading.Value.class,
                    Read.of(ProcessView.of(new ProcessId(pid, start)).namespace("uts")));
        }
    }

    @Test
    void aProcessThatEndsDuringALookIsGone() throws Exception {
        Sleeper sleeper = Sleeper.plain("true");
        FactGroup process = process(sleeper);
        value(process, "pid");
        sleeper.close();
        Reading.Absent absent = assertInstanceOf(Reading.Absent.class, reading(process, "ns", "uts"));
        assertTrue(absent.why().endsWith(" is gone"), absent.why());
    }

    @Test
    void aZombieExistsButItsNamespacesAreAbsent() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.01 & exec sleep 20").start();
        try {
            Facts facts = new Sleeper.Here().facts();
            for (int tries = 0; zombies(facts).isEmpty() && tries < 500; tries++) {
                Thread.sleep(5);
                facts = new Sleeper.Here().facts();
            }
            FactGroup zombie = zombies(facts).get(0);
            Reading.Absent absent = assertInstanceOf(Reading.Absent.class, reading(zombie, "ns", "uts"));
            assertTrue(absent.why().contains("zombie"), absent.why());
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static List<FactGroup> zombies(Facts facts) {
        return ((FactList) facts.root().get("processes"))
                .elements().stream()
                        .filter(p -> reading(p, "state") instanceof Reading.Value v && "zombie".equals(v.value()))
                        .toList();
    }

    @Test
    void sameCommandLineTwiceGivesTheNewestAndTheOtherByChoice() throws IOException, InterruptedException {
        try (Sleeper sleeper = Sleeper.plain("true")) {
            Object first = value(process(sleeper), "pid");
            Thread.sleep(30);
            Process second = new ProcessBuilder(sleeper.commandLine().split(" ")).start();
            try {
                Facts facts = new Sleeper.Here().facts();
                assertEquals(
                        String.valueOf(second.pid()), value(facts.root().get("process", sleeper.commandLine()), "pid"));
                assertEquals(Map.of(sleeper.commandLine(), 2), facts.ambiguous());
                Facts other = facts.choosing(Map.of(sleeper.commandLine(), 1));
                assertEquals(first, value(other.root().get("process", sleeper.commandLine()), "pid"));
            } finally {
                second.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aContainersFactsAreThoseOfItsFirstProcessAndWhatTheRuntimeKeeps() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--uts"), "hostname boxed")) {
            FactGroup process = process(sleeper);
            ProcessId init = new ProcessId(
                    Long.parseLong(value(process, "pid").toString()),
                    Long.parseLong(value(process, "startTime").toString()));
            ContainerSight box = new ContainerSight(
                    "box",
                    "1f",
                    "base",
                    "running",
                    Optional.of(init),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Cgroup.NONE,
                    "state");
            ContainerSight old = new ContainerSight(
                    "old",
                    "2f",
                    "base",
                    "exited",
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.of(3),
                    Cgroup.NONE,
                    "state");
            FactGroup root = new Sleeper.Here(box, old).facts().root();
            assertEquals("boxed", value(root.get("container", "box"), "hostname"));
            assertEquals("running", value(root.get("container", "box"), "state"));
            assertEquals("null", value(root.get("container", "box"), "exitCode"));
            assertEquals("3", value(root.get("container", "old"), "exitCode"));
            Reading.Absent ended =
                    assertInstanceOf(Reading.Absent.class, reading(root.get("container", "old"), "ns", "uts"));
            assertEquals("container 'old' has exited with code 3", ended.why());
            assertEquals("false", value((FactGroup) root.get("workbench"), "exists"));
        }
    }

    @Test
    void theWalkThroughChildrenFindsWhatAScanOfAllProcessesFinds() throws Exception {
        try (Sleeper sleeper = Sleeper.unshared(List.of("--pid", "--fork"), "sleep 7654 &")) {
            long pid = Long.parseLong(value(process(sleeper), "pid").toString());
            long root = ProcessHandle.current().pid();
            List<Long> walked = ProcessTree.walk(List.of(root), ProcessTree::children);
            assertTrue(walked.contains(pid));
            assertEquals(new HashSet<>(walked), new HashSet<>(ProcessTree.scan(List.of(root))));
        }
    }

    @Test
    void whatWasReadIsLoggedWithPathAndSource() {
        Facts facts = new Sleeper.Here().facts();
        int mark = facts.mark();
        ((FactGroup) ((FactGroup) facts.root().get("host")).get("ns")).get("uts");
        Observation only = facts.since(mark).get(0);
        assertEquals("host.ns.uts", only.path());
        assertEquals("/proc/self/ns/uts", only.reading().source());
        assertEquals(1, facts.since(mark).size());
    }

    @Test
    void everyFactOfTheHostAndOfAProcessCanBeRead() throws Exception {
        try (Sleeper sleeper = Sleeper.plain("true")) {
            List<Observation> read = new ArrayList<>();
            for (FactGroup thing : List.of(process(sleeper), host())) {
                read.addAll(thing.leaves());
                for (Shape.Entry<?> entry : thing.shape().entries()) {
                    if (entry instanceof Shape.Part<?, ?>) {
                        read.addAll(((FactGroup) thing.get(entry.name())).leaves());
                    } else if (entry instanceof Shape.Many<?, ?>) {
                        ((FactList) thing.get(entry.name())).elements().forEach(e -> read.addAll(e.leaves()));
                    }
                }
            }
            assertTrue(read.size() > 50, () -> read.size() + " facts");
            for (Observation fact : read) {
                assertFalse(fact.reading().source().isEmpty(), () -> "without a source: " + fact);
                assertFalse(fact.reading() instanceof Reading.Absent, fact::toString);
            }
        }
    }

    @Test
    void aRecordedLookAnswersWithoutReading() {
        Reading then = new Reading.Value("forge", "/proc/sys/kernel/hostname");
        FactGroup host =
                (FactGroup) Facts.recorded(Map.of("host.hostname", then)).root().get("host");
        assertEquals("forge", value(host, "hostname"));
        assertInstanceOf(Reading.Unobservable.class, reading(host, "kernel"));
    }

    @Test
    void unreadableBytesDoNotStopALook() throws IOException {
        Files.write(dir.resolve("bytes"), new byte[] {(byte) 0xff, 'a'});
        String text = value(host().get("file", dir.resolve("bytes").toString()), "text")
                .toString();
        assertTrue(text.endsWith("a"));
        assertEquals(4, text.getBytes(StandardCharsets.UTF_8).length);
    }
}
