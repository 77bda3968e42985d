package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Process 1 of the lab's own. */
@Tag("kernel")
final class InitTests {

    private static final int SIGTERM = 15;

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

    private ContainerSpec.Builder init() {
        return ContainerSpec.of("base").name("box").init(true);
    }

    private int run(String... command) throws IOException {
        try (var running = lab.containers().start(init().command(command).build(), null)) {
            return running.await();
        }
    }

    @Test
    void theCommandsExitCodeIsTheContainers() throws IOException {
        assertEquals(7, run("sh", "-c", "exit 7"));
        assertEquals(7, lab.containers().get("box").exitCode().getAsInt());
    }

    @Test
    void aSignalThatEndsTheCommandIsTold() throws IOException {
        assertEquals(143, run("sh", "-c", "kill -TERM $$"));
    }

    @Test
    void theCommandIsAnOrdinaryProcess() throws IOException {
        assertEquals("2", lab.output(init(), "echo $$"));
    }

    @Test
    void orphansAreReaped() throws IOException {
        var script =
                "for i in 1 2 3; do sh -c 'sleep 0.01 & :'; done; sleep 0.3; grep -l 'State:.Z' /proc/[0-9]*/status";
        assertEquals("", lab.output(init(), script));
    }

    @Test
    void signalsArePassedOn() throws IOException {
        var spec = init().command("sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        try (var running = lab.containers().start(spec.build(), null)) {
            while (!Files.readString(lab.containers().log("box")).contains("ready")) {
                Thread.onSpinWait();
            }
            running.signal(SIGTERM);
            assertEquals(9, running.await());
        }
    }

    @Test
    void aMissingCommandIsToldApart() {
        var error = assertThrows(ContainerException.class, () -> run("no-such-command"));
        assertEquals(127, error.exitCode());
    }

    @Test
    void itHoldsNothingOpenOfTheCommands() throws IOException {
        try (var running =
                lab.containers().start(init().command("sleep", "1000").build(), null)) {
            for (var fd : List.of("0", "1", "2")) {
                var target = Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/fd/" + fd));
                assertEquals("/dev/null", target.toString());
            }
            assertFalse(Files.exists(Path.of("/proc/" + running.pid() + "/fd/5")));
        }
    }
}
