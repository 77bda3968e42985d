package lab.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever ends a lab shell, nothing of what was made in it remains; after a kill the next one goes on and cleans up. */
@Tag("kernel")
@Isolated("looks at all processes, mounts and cgroups of the lab on this host")
final class CrashTests {

    private static final String IN_EXERCISE = "run -d --name crashbox base sleep 4711";

    @TempDir
    private Path home;

    private Set<String> before = Set.of();

    @BeforeEach
    void look() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) of util-linux is not installed");
        before = traces();
    }

    /** A lab whose learner is at the first exercise of lesson 3 and has a container. */
    private LabTerminal atWork() throws Exception {
        var lab = LabTerminal.open(home, "lesson", "3");
        lab.prompt();
        for (var steps = 0; steps < 40; steps++) {
            if (lab.run("next").contains("uts-own")) {
                lab.run(IN_EXERCISE);
                return lab;
            }
        }
        throw new IllegalStateException("lesson 3 did not come to its first exercise");
    }

    @Test
    void anOrderlyExitLeavesNothing() throws Exception {
        try (var lab = atWork()) {
            var list = lab.run("ps");
            assertTrue(list.contains("crashbox"), list);
            lab.leave();
        }
        assertNothingIsLeft();
    }

    @Test
    void ctrlCEndsWhatRunsAndNotTheLab() throws Exception {
        try (var lab = atWork()) {
            for (var line :
                    List.of("sleep 4712", "run --rm --init base sleep 4712", "run --rm --init -it base sleep 4712")) {
                lab.type(line);
                awaitProcess("sleep\0004712");
                lab.press("\003");
                lab.prompt();
            }
            lab.type("run --rm base sleep 4712");
            awaitProcess("sleep\0004712");
            lab.press("\003");
            lab.await("Once more");
            lab.press("\003");
            lab.prompt();
            lab.press("half a line\003");
            lab.prompt();
            var list = lab.run("ps");
            assertTrue(list.contains("crashbox"), list);
            lab.leave();
        }
        assertNothingIsLeft();
    }

    @Test
    void aSignalToEndLeavesNothing() throws Exception {
        try (var lab = atWork()) {
            lab.type("run -it base sleep 4712");
            awaitProcess("sleep\0004712");
            var java = lab.java();
            java.destroy();
            LabTerminal.awaitEnd(java);
        }
        assertNothingIsLeft();
    }

    @Test
    void aClosedWindowLeavesNothing() throws Exception {
        try (var lab = atWork()) {
            var java = lab.java();
            lab.closeWindow();
            LabTerminal.awaitEnd(java);
        }
        assertNothingIsLeft();
    }

    @Test
    void afterAKillTheNextLabGoesOnWithWhatLivesAndItsExitLeavesNothing() throws Exception {
        try (var lab = atWork()) {
            lab.type("run --rm -it base sleep 4712");
            awaitProcess("sleep\0004712");
            var java = lab.java();
            java.destroyForcibly();
            LabTerminal.awaitEnd(java);
        }
        try (var lab = LabTerminal.open(home)) {
            var screen = lab.prompt();
            assertTrue(screen.contains("uts-own"), screen);
            var list = lab.run("ps -a");
            assertTrue(list.contains("crashbox"), list);
            assertTrue(list.contains("sleep 4712"), list);
            lab.leave();
        }
        assertNothingIsLeft();
    }

    private static void awaitProcess(String part) throws InterruptedException {
        for (var i = 0; i < 3000; i++) {
            if (commands().stream().anyMatch(line -> line.startsWith(part))) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("no process " + part.replace('\0', ' ') + " among " + commands());
    }

    private static List<String> commands() {
        return ProcessHandle.allProcesses()
                .map(process -> command(process.pid()))
                .filter(command -> !command.isEmpty())
                .toList();
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** What of the lab there is on this host. */
    private Set<String> traces() throws IOException {
        var all = new TreeSet<String>();
        commands().stream()
                .filter(line -> line.startsWith("lab-") || line.startsWith("sleep\000471"))
                .forEach(line -> all.add("process " + line.replace('\0', ' ')));
        try (var mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            mounts.forEach(line -> all.add("mount " + line.split(" ")[4]));
        }
        directories(Path.of("/sys/fs/cgroup"), all);
        var uid = Kernel.get().geteuid();
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        var folder = uid == 0 ? "/run" : runtime == null ? "/tmp/lab-" + uid : runtime;
        for (var path : List.of(
                Path.of(folder, "lab/containers"),
                Path.of(folder, "lab/places"),
                home.resolve("XDG_DATA_HOME/lab/containers"))) {
            entries(path, all);
        }
        return all;
    }

    private static void entries(Path folder, Set<String> all) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                entries.forEach(entry -> all.add("file " + entry));
            }
        }
    }

    /** Cgroups come and go with other programs of the host; those below one called lab are ours. */
    private static void directories(Path folder, Set<String> all) throws IOException {
        try (var below = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var entry : below) {
                if (entry.toString().contains("/lab")) {
                    all.add("cgroup " + entry);
                }
                directories(entry, all);
            }
        } catch (NoSuchFileException e) {
            // It has gone while it was looked at.
            return;
        }
    }

    private void assertNothingIsLeft() throws IOException {
        var after = new TreeSet<>(traces());
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }
}
