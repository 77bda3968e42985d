package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the output of containers that run by themselves. */
@Tag("kernel")
final class LogTests {

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

    @Test
    void itIsCompleteWhenTheContainerHasEndedHoweverMuchItIs() throws IOException {
        var output = lab.output("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done");
        assertEquals(20000, output.lines().count());
        assertTrue(output.endsWith("line 19999"), output.substring(output.length() - 50));
    }

    @Test
    void eachPieceHasItsTime() throws IOException {
        var before = Instant.now().getEpochSecond();
        try (var running = lab.containers()
                .start(
                        ContainerSpec.of("base")
                                .name("box")
                                .command("sh", "-c", "echo one; sleep 0.2; echo two")
                                .build(),
                        null)) {
            running.await();
        }
        var log = lab.containers().log("box");
        var times = ByteBuffer.wrap(Files.readAllBytes(log.resolveSibling("log.times")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(2 * LogCalls.RECORD, times.remaining());
        assertTrue(times.getLong(0) >= before && times.getLong(0) <= before + 60);
        assertEquals(4, times.getLong(16));
        assertEquals(4, times.getLong(LogCalls.RECORD + 16));
    }

    @Test
    void aTerminalLivesAsLongAsItsContainerAndIsKeptInTheLogToo() throws Exception {
        var spec = ContainerSpec.of("base").name("box").terminal(true);
        lab.containers()
                .start(
                        spec.command("sh", "-c", "tty; sleep 0.3; echo still here")
                                .build(),
                        null)
                .close();
        assertEquals(0, lab.containers().await("box"));
        assertEquals(
                "/dev/pts/0\r\nstill here\r\n",
                Files.readString(lab.containers().log("box")));
    }

    @Test
    void itsInputStaysOpenIfAskedFor() throws Exception {
        var spec = ContainerSpec.of("base").name("box").stdin(true).command("cat");
        lab.containers().start(spec.build(), null).close();
        Thread.sleep(100);
        assertEquals(State.RUNNING, lab.containers().get("box").state());
    }
}
