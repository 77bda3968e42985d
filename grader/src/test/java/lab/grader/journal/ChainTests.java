package lab.grader.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link ChainedFile} and {@link JournalText}. */
final class ChainTests {
    @TempDir
    private Path dir;

    /** Writes lines until it is killed. */
    public static void main(String[] args) throws IOException {
        try (ChainedFile file = ChainedFile.open(Path.of(args[0]))) {
            while (true) {
                file.append(Map.of("filling", "x".repeat(20_000)));
            }
        }
    }

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private JournalText text() throws IOException {
        return JournalText.parse(Files.readAllBytes(file()));
    }

    private void write(int from, int to) throws IOException {
        try (ChainedFile file = ChainedFile.open(file())) {
            for (int i = from; i <= to; i++) {
                file.append(Map.of("number", i));
            }
        }
    }

    private static List<Long> numbers(JournalText text) {
        return text.lines().stream().map(line -> line.number("number")).toList();
    }

    @Test
    void everyLineFollowsTheOneBefore() throws IOException {
        write(1, 3);
        write(4, 5);
        JournalText text = text();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(text));
        assertEquals(OptionalInt.empty(), text.broken());
        assertEquals(0, text.torn() + text.unchained());
    }

    @Test
    void aChangedLineIsFoundInTheLineThatFollows() throws IOException {
        write(1, 4);
        Files.writeString(file(), Files.readString(file()).replace("\"number\":2", "\"number\":7"));
        assertEquals(OptionalInt.of(3), text().broken());
    }

    @Test
    void aLineTakenOutOrPutInIsFound() throws IOException {
        write(1, 4);
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertEquals(OptionalInt.of(2), text().broken());
        Files.write(file(), List.of(lines.get(0), "{\"number\":9}", lines.get(1)));
        assertEquals(OptionalInt.of(2), text().broken());
        Files.write(file(), lines.subList(1, 4));
        assertEquals(OptionalInt.of(1), text().broken());
    }

    @Test
    void aTornLineIsNoLinkOfTheChain() throws IOException {
        write(1, 2);
        Files.write(file(), new byte[] {'{', '"', 'n', (byte) 0xed, (byte) 0x95}, StandardOpenOption.APPEND);
        write(3, 3);
        JournalText text = text();
        assertEquals(List.of(1L, 2L, 3L), numbers(text));
        assertEquals(1, text.torn());
        assertEquals(OptionalInt.empty(), text.broken());
    }

    @Test
    void aWholeLineThatLacksOnlyItsEndCounts() throws IOException {
        write(1, 2);
        String all = Files.readString(file());
        Files.writeString(file(), all.substring(0, all.length() - 1));
        write(3, 3);
        assertEquals(List.of(1L, 2L, 3L), numbers(text()));
        assertEquals(OptionalInt.empty(), text().broken());
    }

    @Test
    void linesOfJournalsWithoutAChainAreCountedNotBlamed() throws IOException {
        Files.writeString(file(), "{\"v\":1,\"number\":1}\n{\"v\":1,\"number\":2}\n");
        write(3, 4);
        JournalText text = text();
        assertEquals(2, text.unchained());
        assertEquals(OptionalInt.empty(), text.broken());
    }

    @Test
    void theLastLineIsFoundBehindAnyAmountOfTornBytes() throws IOException {
        write(1, 1);
        Files.writeString(file(), "y".repeat(300_000), StandardOpenOption.APPEND);
        write(2, 2);
        assertEquals(List.of(1L, 2L), numbers(text()));
        assertEquals(OptionalInt.empty(), text().broken());
    }

    @Test
    void twoWritersShareOneChain() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            Thread writer = new Thread(() -> {
                try {
                    write(1, 40);
                } catch (IOException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            writers.add(writer);
            writer.start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(120, text().lines().size());
        assertEquals(OptionalInt.empty(), text().broken());
    }

    @Test
    void writersThatAreKilledLeaveAWholeChain() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        for (int round = 1; round <= 3; round++) {
            long before = Files.exists(file()) ? Files.size(file()) : 0;
            Process writer = new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChainTests.class.getName(),
                            file().toString())
                    .inheritIO()
                    .start();
            long end = System.nanoTime() + 30_000_000_000L;
            while ((!Files.exists(file()) || Files.size(file()) < before + 1_000_000) && System.nanoTime() < end) {
                Thread.sleep(1);
            }
            writer.destroyForcibly().waitFor();
            write(round, round);
            JournalText text = text();
            assertEquals(OptionalInt.empty(), text.broken());
            assertTrue(text.torn() <= round, () -> text.torn() + " torn lines");
            assertEquals(round, text.lines().get(text.lines().size() - 1).number("number"));
        }
    }
}
