package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's start as a program of its own, run without Java and without an environment. */
@Tag("kernel")
final class StandAloneTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** What the program prints, both streams, and its exit code. */
    private record Run(String output, int code) {}

    private Run run(ContainerSpec.Builder spec) throws IOException, InterruptedException {
        var container = lab.containers().create(spec.build());
        var file = dir.resolve("box.elf");
        Files.write(file, StandAlone.program(container.spec(), lab.containers().images()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        var builder = new ProcessBuilder(file.toString()).redirectErrorStream(true);
        builder.environment().clear();
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the program did not end");
        return new Run(output.strip(), process.exitValue());
    }

    private static ContainerSpec.Builder shell(String script) {
        return ContainerSpec.of("base").name("box").command("sh", "-c", script);
    }

    @Test
    void startsTheCommandAsProcess1WithItsExitCode() throws Exception {
        var run = run(shell("echo $$ $(id -u) $(hostname); exit 7"));
        assertEquals(new Run("1 0 box", 7), run);
    }

    @Test
    void hasNamespacesOfItsOwn() throws Exception {
        var run = run(shell("for n in mnt uts ipc pid net user; do readlink /proc/self/ns/$n; done"));
        var namespaces = run.output.lines().toList();
        assertEquals(6, namespaces.size(), run.output);
        for (var namespace : namespaces) {
            var type = namespace.substring(0, namespace.indexOf(':'));
            var host = Files.readSymbolicLink(Path.of("/proc/self/ns", type)).toString();
            assertNotEquals(host, namespace);
        }
    }

    @Test
    void seesTheImageAndNothingOfTheHost() throws Exception {
        Files.writeString(dir.resolve("secret"), "host");
        var run = run(shell(
                "ls /; ls " + dir.resolve("secret") + " 2>/dev/null || echo gone; cut -d' ' -f5 /proc/self/mountinfo"));
        assertTrue(run.output.contains("gone"), run.output);
        assertTrue(run.output.lines().anyMatch("/proc"::equals), run.output);
        assertTrue(run.output.lines().noneMatch(line -> line.startsWith(dir.toString())), run.output);
    }

    @Test
    void whatItWritesGoesWithIt() throws Exception {
        assertEquals("kept", run(shell("echo kept >/etc/note; cat /etc/note")).output);
        lab.containers().remove("box", true);
        assertEquals("", run(shell("cat /etc/note 2>/dev/null")).output);
    }

    @Test
    void filtersSystemCallsAndKeepsOnlyTheUsualCapabilities() throws Exception {
        var run = run(shell("grep -E '^(Seccomp|CapEff):' /proc/self/status | tr -d '\\t '"));
        assertEquals("CapEff:00000000a80425fb\nSeccomp:2", run.output);
    }

    @Test
    void aCommandThatIsNotThereIs127() throws Exception {
        assertEquals(127, run(ContainerSpec.of("base").name("box").command("nothing-of-that-name")).code);
    }

    @Test
    void refusesWhatAProgramCannotHave() throws IOException {
        lab.containers().start(TestLab.sleeper("other").build(), null).close();
        var joining = ContainerSpec.of("base")
                .name("joining")
                .namespaces(Namespaces.OWN.with(NamespaceType.NET, new NamespaceMode.Joined("other")))
                .command("true");
        var spec = lab.containers().create(joining.build()).spec();
        assertThrows(
                ContainerException.class,
                () -> StandAlone.program(spec, lab.containers().images()));
    }
}
