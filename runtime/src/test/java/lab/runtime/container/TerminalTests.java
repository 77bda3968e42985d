package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers and joining processes with a terminal of their own. */
@Tag("kernel")
final class TerminalTests {

    private static final long TIOCSWINSZ = 0x5414;
    private static final byte CTRL_C = 3;

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

    private Running start(ContainerSpec.Builder spec, String script) throws IOException {
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var stdio = new Stdio(none, none, none);
            return lab.containers()
                    .start(spec.terminal(true).command("sh", "-c", script).build(), stdio);
        }
    }

    private Running start(String script) throws IOException {
        return start(ContainerSpec.of("base"), script);
    }

    private static Fd terminal(Running running) {
        return running.terminal().orElseThrow();
    }

    private static void type(Running running, String text) throws IOException {
        Kernel.get().write(terminal(running), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads until some text has come. */
    private static String until(Running running, String text) throws IOException {
        var seen = new StringBuilder();
        var bytes = new byte[4096];
        while (seen.indexOf(text) < 0) {
            var n = Kernel.get().read(terminal(running), bytes);
            seen.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
        }
        return seen.toString();
    }

    @Test
    void itIsTheFirstOfTheContainersOwn() throws IOException {
        try (var running = start(
                "tty; test -t 0 && test -t 1 && test -t 2 && echo all; ls -1 /dev/pts; test -c /dev/console && echo console")) {
            var output = TestLab.readAll(terminal(running));
            assertEquals("/dev/pts/0\r\nall\r\n0\r\nptmx\r\nconsole\r\n", output);
            assertEquals(0, running.await());
        }
    }

    @Test
    void aNewSizeReachesTheProcess() throws IOException {
        try (var running = start("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.1; done")) {
            until(running, "ready");
            var size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            size.putShort((short) 33).putShort((short) 101);
            Kernel.get().ioctl(terminal(running), TIOCSWINSZ, size.array());
            until(running, "33 101");
            assertEquals(0, running.await());
        }
    }

    @Test
    void controlCInterruptsTheForegroundJob() throws IOException {
        try (var running = start("sleep 1000; echo code $?")) {
            while (!lab.joined(running.id(), "ps").contains("sleep 1000")) {
                Thread.onSpinWait();
            }
            Kernel.get().write(terminal(running), new byte[] {CTRL_C});
            running.await();
            assertTrue(TestLab.readAll(terminal(running)).contains("^C"));
        }
    }

    @Test
    void controlCEndsAJobUnderTheLabsOwnInit() throws IOException {
        try (var running = start(
                ContainerSpec.of("base").init(true),
                "trap 'echo got it; exit 3' INT; echo ready; while :; do sleep 0.1; done")) {
            until(running, "ready");
            Kernel.get().write(terminal(running), new byte[] {CTRL_C});
            until(running, "got it");
            assertEquals(3, running.await());
        }
    }

    @Test
    void whatIsTypedIsReadByTheCommand() throws IOException {
        try (var running = start("read line; echo \"<$line>\"")) {
            type(running, "over here\n");
            until(running, "<over here>");
            assertEquals(0, running.await());
        }
    }

    @Test
    void aJoiningProcessHasItsOwn() throws IOException {
        lab.containers().start(TestLab.sleeper("box").build(), null).close();
        var spec = new ExecSpec(
                List.of("sh", "-c", "tty; echo $TERM; exit 4"), "", "", Map.of("TERM", "vt100"), true, OwnCalls.NONE);
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = lab.containers().exec("box", spec, new Stdio(none, none, none))) {
            assertEquals("/dev/pts/0\r\nvt100\r\n", TestLab.readAll(terminal(running)));
            assertEquals(4, running.await());
        }
    }
}
