package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about what containers use and may use, as a learner types them. */
@Tag("kernel")
final class ResourceCommandsTests {

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void open() throws IOException {
        shell = new TestShell(dir);
        assumeTrue(shell.lab().containers().cgroups().writable(), "this user may not make cgroups here");
        shell.run("run", "-d", "--name", "box", "--memory", "64m", "base", "sleep", "1000");
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @Test
    void aPausedContainerIsShownAsSuch() throws IOException {
        assertEquals("box", shell.run("pause", "box"));
        assertTrue(shell.run("ps").contains("(Paused)"), shell.output());
        assertTrue(shell.run("inspect", "box").contains("\"Status\" : \"paused\""), shell.output());
        assertEquals(1, shell.code("pause", "box"));
        assertEquals("lab pause: container box is already paused", shell.errors());
        assertEquals("box", shell.run("unpause", "box"));
        assertTrue(shell.run("inspect", "box").contains("\"Paused\" : false"), shell.output());
    }

    @Test
    void updateChangesTheLimitsThatInspectReadsBack() throws IOException {
        assertEquals("box", shell.run("update", "--memory", "128m", "--pids-limit", "30", "box"));
        var json = shell.run("inspect", "box");
        assertTrue(json.contains("\"Memory\" : 134217728"), json);
        assertTrue(json.contains("pids.max\" : \"30\""), json);
        assertEquals(125, shell.code("update", "box"));
        assertEquals(1, shell.code("update", "--memory", "128m", "nobody"));
    }

    @Test
    void aQuotaIsAPartOfACpuInAnyPeriod() throws IOException {
        shell.run("update", "--cpu-quota", "20000", "--cpu-period", "40000", "box");
        assertTrue(shell.run("inspect", "box").contains("\"NanoCpus\" : 500000000"), shell.output());
        assertEquals(125, shell.code("update", "--cpu-quota", "20000", "--cpus", "0.5", "box"));
        assertEquals(125, shell.code("update", "--cpu-quota", "10", "box"));
    }

    @Test
    void inspectTellsThePressure() throws IOException {
        assumeTrue(
                shell.lab()
                        .containers()
                        .get("box")
                        .cgroup()
                        .unified()
                        .filter(directory -> Files.exists(directory.resolve("cpu.pressure")))
                        .isPresent(),
                "this kernel measures no pressure of cgroups");
        var json = shell.run("inspect", "box");
        assertTrue(json.contains("\"cpu.pressure\" : [ \"some avg10="), json);
    }

    @Test
    void theTableOfStatsHasDockersColumnsAndUnits() throws IOException {
        var lines = shell.run("stats", "--no-stream").lines().toList();
        assertEquals(
                List.of("CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS"),
                List.of(lines.get(0).split(" {2,}")));
        var cells = lines.get(1).split(" {2,}");
        assertEquals("box", cells[1]);
        assertTrue(cells[2].matches("[0-9]+\\.[0-9]{2}%"), cells[2]);
        assertTrue(cells[3].matches("[0-9.]+(B|[KMG]iB) / 64MiB"), cells[3]);
        assertEquals("1", cells[7]);
    }

    @Test
    void aBusyContainerUsesAboutOneCpu() throws IOException {
        shell.run("run", "-d", "--name", "busy", "base", "sh", "-c", "while :; do :; done");
        var json = shell.run("stats", "--no-stream", "--format", "json", "busy");
        var percent = Double.parseDouble(json.replaceAll(".*\"CPUPerc\":\"([0-9.]+)%\".*", "$1"));
        assertTrue(percent > 5 && percent < 130, json);
        assertTrue(json.contains("\"Name\":\"busy\""), json);
    }

    @Test
    void topListsTheProcessesOfTheContainerOnly() throws IOException {
        var lines = shell.run("top", "box").lines().toList();
        assertEquals("UID PID PPID C STIME TTY TIME CMD", lines.get(0).replaceAll(" +", " "));
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).endsWith("sleep 1000"), lines.get(1));
        shell.run("pause", "box");
        assertEquals(2, shell.run("top", "box", "-o", "pid,comm").lines().count());
        assertTrue(shell.output().endsWith("sleep"), shell.output());
        shell.run("stop", "-t", "0", "box");
        assertEquals(1, shell.code("top", "box"));
    }

    @Test
    void aKillForWantOfMemoryIsToldAtTheEndInTheListAndInTheDetails() throws IOException {
        assertEquals(
                137,
                shell.code("run", "--name", "hog", "-m", "16m", "--memory-swap", "16m", "base", "tail", "/dev/zero"));
        assertTrue(shell.errors().contains("wanted more memory than its limit, 16777216 bytes"), shell.errors());
        assertTrue(shell.run("ps", "-a").contains("(OOM killed)"), shell.output());
        assertTrue(shell.run("inspect", "hog").contains("\"OOMKilled\" : true"), shell.output());
    }

    @Test
    void limitsThatMakeNoSenseAreRefusedBeforeAnythingIsMade() {
        for (var words : List.of(
                List.of("run", "--memory", "1m", "base"),
                List.of("run", "--cpus", "1000", "base"),
                List.of("run", "--cpu-shares", "1", "base"),
                List.of("run", "--cpuset-cpus", "x", "base"),
                List.of("run", "--device-read-bps", "/dev/null:1mb", "base"))) {
            assertEquals(125, shell.code(words.toArray(new String[0])), words.toString());
        }
    }
}
