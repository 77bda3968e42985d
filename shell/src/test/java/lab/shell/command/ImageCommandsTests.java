package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about images, as a learner types them. */
@Tag("kernel")
final class ImageCommandsTests {

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void build() throws IOException {
        shell = new TestShell(dir);
        var context = Files.createDirectory(dir.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), """
                FROM base
                COPY word /word
                RUN echo second >>/word
                CMD ["cat", "/word"]
                """);
        Files.writeString(context.resolve("word"), "first\n");
        shell.run("build", "-t", "words", context.toString());
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @Test
    void whatWasBuiltRuns() throws IOException {
        assertEquals("first\nsecond", shell.run("run", "--rm", "words"));
    }

    @Test
    void aSecondBuildIsTakenFromTheCache() throws IOException {
        var again = shell.run("build", "-t", "words", dir.resolve("context").toString());
        assertFalse(again.contains("miss"), again);
    }

    @Test
    void theHistoryGivesEachStepItsOwnLayer() throws IOException {
        var rows = shell.run("history", "words").lines().toList();
        assertEquals(5, rows.size(), rows.toString());
        assertTrue(rows.get(1).contains("CMD") && rows.get(1).contains(" 0B"), rows.get(1));
        for (var row : List.of(rows.get(2), rows.get(3))) {
            assertTrue(row.contains("kB"), row);
        }
        assertTrue(rows.get(4).contains("MB"), rows.get(4));
    }

    @Test
    void aSavedImageIsLoadedByItsNameAfterItWasRemoved() throws IOException {
        var file = dir.resolve("words.tar").toString();
        shell.run("save", "-o", file, "words");
        shell.run("rmi", "words");
        assertEquals(125, shell.code("run", "--rm", "words"), shell.errors());
        shell.run("load", "-i", file);
        assertEquals("first\nsecond", shell.run("run", "--rm", "words"));
    }

    @Test
    void aFailingStepIsNamedWithItsLineAndItsExitCode() throws IOException {
        Files.writeString(dir.resolve("context/Dockerfile"), "FROM base\nRUN exit 3\n");
        assertTrue(shell.code("build", dir.resolve("context").toString()) != 0);
        assertTrue(shell.errors().contains("Dockerfile:2") && shell.errors().contains("3"), shell.errors());
    }
}
