package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lesson opens where it was left, or where it is asked for. */
@Tag("kernel")
final class LessonCommandTests {

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(dir);
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @Test
    void aStepIsOpenedByItsNumber() throws IOException {
        assertTrue(shell.run("lesson", "3.2").contains("2 of 12"), shell::output);
        assertTrue(shell.run("lesson", "namespaces-1.12").contains("12 of 12"), shell::output);
        assertTrue(shell.run("lesson", "3").contains("12 of 12"), "it was left there");
        assertTrue(shell.run("lesson", "3", "--from-start").contains("1 of 12"), shell::output);
    }

    @Test
    void aStepThatIsNotThereLeavesTheLessonAsItWas() throws IOException {
        shell.run("lesson", "3.2");
        assertEquals(Commands.FAILED, shell.code("lesson", "3.13"));
        assertTrue(shell.errors().contains("lesson 3 has steps 1 to 12"), shell::errors);
        assertEquals(1, shell.code("lesson", "99"));
        assertTrue(shell.run("lesson").contains("2 of 12"), shell::output);
    }
}
