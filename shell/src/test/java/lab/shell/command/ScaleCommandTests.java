package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services measured in several sizes. */
@Tag("kernel")
final class ScaleCommandTests {

    private static final int RATE = 1;
    private static final int THROTTLED = 5;
    private static final int QUEUE = 8;

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void open() throws IOException {
        shell = new TestShell(dir);
        assumeTrue(shell.lab().containers().cgroups().writable(), "this user may not make cgroups here");
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    /** The cells of the table, without its head. */
    private List<String[]> rows(String... words) throws IOException {
        var rows = new ArrayList<String[]>();
        for (var line : shell.run(words).lines().toList()) {
            var cells = line.split(" +");
            if (cells.length == 9 && cells[0].matches("[0-9.]+")) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace("%", ""));
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(List.of(), shell.lab().containers().list());
        try (var folders = Files.list(dir.resolve("data/scale"))) {
            assertEquals(List.of(), folders.toList());
        }
    }

    @Test
    void aServiceGrowsWithItsQuotaAndTheQuotaIsSeenToHoldIt() throws IOException {
        var rows = rows("scale", "up", "web", "--cpus", "0.05,0.4", "--rounds", "2", "--time", "400ms");
        assertEquals(2, rows.size(), shell.output());
        assertTrue(number(rows.get(1)[RATE]) > 1.5 * number(rows.get(0)[RATE]), shell.output());
        assertTrue(number(rows.get(0)[THROTTLED]) > 20, shell.output());
        assertNothingIsLeft();
    }

    @Test
    void replicasThatShareALockQueueForIt() throws IOException {
        var csv = dir.resolve("curve.csv");
        var rows = rows(
                "scale",
                "out",
                "locked",
                "--replicas",
                "1,6",
                "--cpus",
                "0.4",
                "--rounds",
                "1",
                "--time",
                "500ms",
                "--csv",
                csv.toString());
        assertTrue(number(rows.get(1)[QUEUE]) > number(rows.get(0)[QUEUE]) + 0.5, shell.output());
        assertEquals(3, Files.readAllLines(csv).size());
        assertNothingIsLeft();
        rows = rows(
                "scale", "out", "sharded", "--replicas", "1,6", "--cpus", "0.4", "--rounds", "1", "--time", "500ms");
        assertEquals(0, number(rows.get(1)[QUEUE]), shell.output());
    }

    @Test
    void whatAKilledLabHasLeftGoesWithTheNextMeasurement() throws IOException {
        var left = Files.createDirectories(dir.resolve("data/scale/0badcafe"));
        Files.writeString(left.resolve("work"), "");
        shell.run("scale", "up", "web", "--cpus", "0.1,0.2", "--rounds", "1", "--time", "100ms");
        assertFalse(Files.exists(left));
        assertNothingIsLeft();
    }

    @Test
    void mistakesAreTold() {
        assertEquals(125, shell.code("scale", "sideways", "web"));
        assertEquals("lab scale: a service grows up or out, not \"sideways\"", shell.errors());
        assertEquals(125, shell.code("scale", "up", "shop"));
        assertEquals(125, shell.code("scale", "out", "web", "--replicas", "0..3"));
        assertEquals(125, shell.code("scale", "out", "web", "--cpus", "0.1,0.2"));
        assertEquals(125, shell.code("scale", "up", "web", "--cpus", "0.1,"));
        assertEquals(125, shell.code("scale", "up", "web", "--cpus", "0.1"));
        assertEquals(125, shell.code("scale", "up", "web", "--time", "1ms"));
    }
}
