package lab.shell.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lab.runtime.container.LabPaths;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java at the prompt reaches the kernel, and mistakes are told where they are. */
@Tag("kernel")
final class JavaRunnerTests {

    @TempDir
    private Path dir;

    private final StringWriter text = new StringWriter();
    private Lab lab;
    private JavaRunner java;

    @BeforeEach
    void start() throws IOException {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        lab = new Lab(Settings.of(Map.of("LANG", "C.UTF-8"), false).with(paths), Console.over(out, out));
        java = new JavaRunner(lab, new PrintWriter(text, true));
    }

    @AfterEach
    void end() throws IOException {
        java.close();
        lab.close();
    }

    @Test
    void aScriptWrittenAtThePromptRunsInNamespacesOfItsOwn() throws IOException {
        var file = dir.resolve("name");
        assertTrue(java.run("""
                        var s = new ScriptWriter();
                        s.unshare(CloneFlags.CLONE_NEWUSER | CloneFlags.CLONE_NEWUTS);
                        s.sethostname("anvil");
                        s.execve("/bin/sh", List.of("sh", "-c", "uname -n >%s"), List.of());
                        run(s);
                        """.formatted(file), false), text::toString);
        assertEquals("anvil\n", Files.readString(file));
        assertTrue(text.toString().contains("sethostname(\"anvil\", 5) = 0"), text::toString);
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), host());
    }

    private String host() throws IOException {
        assertTrue(java.run("observe(\"host.hostname\")", true), text::toString);
        var shown = text.toString().strip();
        return shown.substring(shown.lastIndexOf('"', shown.length() - 2) + 1, shown.length() - 1);
    }

    @Test
    void valuesAreShownAndPiecesMayHaveSeveralLines() {
        assertTrue(java.run("""
                        int twice(int n) {
                            return 2 * n;
                        }
                        twice(21)
                        """, true), text::toString);
        assertTrue(text.toString().contains("= 42"), text::toString);
    }

    @Test
    void mistakesAndExceptionsEndTheRunAndAreTold() {
        assertFalse(java.run("int n = \"a\";\nSystem.exit(3);", true));
        assertTrue(text.toString().contains("incompatible types"), text::toString);
        assertFalse(java.run("throw new IllegalStateException(\"no way\");", true));
        assertTrue(text.toString().contains("IllegalStateException: no way"), text::toString);
        assertFalse(java.run("observe(\"container('none').pid\")", true));
        assertTrue(text.toString().contains("there is no container 'none'"), text::toString);
    }
}
