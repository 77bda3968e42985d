package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runtime.container.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about a container's life, as a learner types them. */
@Tag("kernel")
final class LifeCommandsTests {

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

    private State state(String name) throws IOException {
        return shell.lab().containers().get(name).state();
    }

    @Test
    void aCreatedContainerWaitsUntilItIsStarted() throws IOException {
        var id = shell.run("create", "--name", "box", "base", "sleep", "1000");
        assertTrue(id.matches("[0-9a-f]{64}"), id);
        assertEquals(State.CREATED, state("box"));
        assertEquals("", shell.run("ps", "-q"));
        assertTrue(shell.run("ps", "-a").contains("Created"), shell.output());
        assertEquals("box", shell.run("start", "box"));
        assertEquals(State.RUNNING, state("box"));
        assertEquals("box", shell.run("start", "box"));
    }

    @Test
    void whatACreatedContainerPrintsIsShownWhenItIsStartedAttached() throws IOException {
        shell.run("create", "--name", "box", "base", "sh", "-c", "echo hello; exit 6");
        assertEquals(6, shell.code("start", "-a", "box"));
        assertEquals("hello", shell.output());
        assertEquals(6, shell.lab().containers().get("box").exitCode().getAsInt());
    }

    @Test
    void filesStayFromOneStartToTheNext() throws IOException {
        shell.run("run", "-d", "--name", "box", "base", "sh", "-c", "echo start >> /count; cat /count");
        shell.run("wait", "box");
        assertEquals("box", shell.run("start", "box"));
        shell.run("wait", "box");
        assertEquals("start\nstart\nstart", shell.run("logs", "box"));
    }

    @Test
    void arestartedContainerHasAnotherProcess() throws IOException {
        shell.run("run", "-d", "--name", "box", "base", "sleep", "1000");
        var before = shell.lab().containers().get("box").pid();
        assertEquals("box", shell.run("restart", "-t", "0", "box"));
        assertNotEquals(before, shell.lab().containers().get("box").pid());
        assertEquals(State.RUNNING, state("box"));
    }

    @Test
    void aFailedStartLeavesTheContainer() throws IOException {
        shell.run("create", "--name", "box", "base", "no-such-program");
        assertEquals(127, shell.code("start", "box"));
        assertTrue(shell.run("ps", "-a").contains("box"), shell.output());
        shell.run("rm", "box");
    }

    @Test
    void anotherNameIsTakenUnlessSomebodyHasIt() throws IOException {
        shell.run("create", "--name", "box", "base");
        shell.run("create", "--name", "crate", "base");
        assertEquals(125, shell.code("rename", "box", "crate"));
        assertEquals("", shell.run("rename", "box", "chest"));
        assertEquals(State.CREATED, state("chest"));
        assertEquals(1, shell.code("rename", "box", "other"));
        assertEquals(125, shell.code("rename", "chest", "-x"));
    }

    @Test
    void pruneRemovesWhatDoesNotRun() throws IOException {
        shell.run("create", "--name", "old", "base");
        shell.run("run", "-d", "--name", "box", "base", "sleep", "1000");
        var id = shell.lab().containers().get("old").id();
        var text = shell.run("prune", "-f");
        assertEquals("Deleted Containers:\n" + id + "\n\nTotal reclaimed space: 0B", text);
        assertEquals(1, shell.lab().containers().list().size());
    }

    @Test
    void aDetachedCommandGoesOnInTheContainer() throws Exception {
        shell.run("run", "-d", "--name", "box", "base", "sleep", "1000");
        assertEquals("", shell.run("exec", "-d", "box", "sh", "-c", "sleep 0.2; touch /done; sleep 1000"));
        while (shell.code("exec", "box", "test", "-e", "/done") != 0) {
            Thread.sleep(20);
        }
        shell.run("exec", "-dt", "box", "sh", "-c", "tty > /tty; sleep 1000");
        while (shell.code("exec", "box", "test", "-s", "/tty") != 0) {
            Thread.sleep(20);
        }
        assertEquals("/dev/pts/0", shell.run("exec", "box", "cat", "/tty"));
    }

    @Test
    void aRemovedContainerOfARunWithRmIsGoneAfterItsEnd() throws IOException {
        assertEquals(3, shell.code("run", "--rm", "base", "sh", "-c", "exit 3"));
        assertTrue(shell.lab().containers().list().isEmpty());
    }

    @Test
    void logsShowsTheLastLinesOrThoseSinceATime() throws IOException {
        shell.run("run", "-d", "--name", "box", "base", "sh", "-c", "echo one; echo two; sleep 1.2; echo three");
        assertEquals("one\ntwo\nthree", shell.run("logs", "-f", "box"));
        assertEquals("two\nthree", shell.run("logs", "--tail", "2", "box"));
        assertEquals("three", shell.run("logs", "--since", "1s", "box"));
        assertEquals("", shell.run("logs", "--until", "1h", "box"));
        var stamped = shell.run("logs", "-t", "-n", "1", "box");
        assertTrue(stamped.matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{9}Z three"), stamped);
        assertEquals(125, shell.code("logs", "--since", "soon", "box"));
    }

    @Test
    void whoAttachesSeesTheRestAndGetsTheExitCode() throws IOException {
        shell.run("run", "-d", "--name", "box", "base", "sh", "-c", "echo early; sleep 0.7; echo late; exit 4");
        assertEquals(4, shell.code("attach", "--no-stdin", "box"));
        assertTrue(shell.output().endsWith("late"), shell.output());
        assertEquals(1, shell.code("attach", "box"));
        assertTrue(shell.errors().contains("is not running"), shell.errors());
    }

    @Test
    void aDetachedTerminalOutlivesTheCommandThatMadeIt() throws IOException {
        shell.run("run", "-dt", "--name", "box", "base", "sh", "-c", "tty; sleep 0.5; tty");
        assertEquals(0, shell.code("attach", "--no-stdin", "box"));
        assertEquals("/dev/pts/0\n/dev/pts/0", shell.run("logs", "box").replace("\r", ""));
    }

    @Test
    void variablesLabelsAndTheIdFileAreAsDockerHasThem() throws IOException {
        var file = Files.writeString(dir.resolve("vars"), "# a remark\nONE=1\n\nTWO=two words\nNOT_HERE\n");
        var id = shell.run(
                "run",
                "-d",
                "--name",
                "box",
                "-l",
                "course=os",
                "-l",
                "bare",
                "--cidfile",
                dir.resolve("id").toString(),
                "--env-file",
                file.toString(),
                "-e",
                "TWO=2",
                "base",
                "sleep",
                "1000");
        assertEquals(id, Files.readString(dir.resolve("id")));
        assertEquals("1 2", shell.run("exec", "box", "sh", "-c", "echo $ONE $TWO"));
        assertEquals(
                "3", shell.run("exec", "--env-file", file.toString(), "-e", "ONE=3", "box", "sh", "-c", "echo $ONE"));
        assertEquals(125, shell.code("run", "--cidfile", dir.resolve("id").toString(), "base", "true"));
        assertEquals(125, shell.code("run", "-l", "lab.place=x", "base", "true"));
        assertEquals(id, shell.run("ps", "-q", "--no-trunc", "--filter", "label=course=os", "--filter", "name=bo"));
        assertEquals("", shell.run("ps", "-q", "--filter", "label=course=db"));
        assertEquals("", shell.run("ps", "-q", "--filter", "status=exited"));
        assertEquals(125, shell.code("ps", "--filter", "colour=red"));
    }

    @Test
    void psShowsTheLastOnesInAnyState() throws IOException {
        shell.run("create", "--name", "one", "base", "true");
        shell.run("run", "--name", "two", "base", "true");
        assertEquals(6, shell.code("run", "--name", "three", "base", "sh", "-c", "exit 6"));
        assertTrue(shell.run("ps", "-l").contains("three"), shell.output());
        assertEquals(2, shell.run("ps", "-q", "-n", "2").lines().count());
        assertTrue(shell.run("ps", "--filter", "exited=6").contains("three"), shell.output());
        assertEquals(
                2,
                shell.run("ps", "-q", "--filter", "status=created", "--filter", "status=exited", "-n", "2")
                        .lines()
                        .count());
    }

    @Test
    void stopAsksWithTheSignalThatIsNamed() throws IOException {
        shell.run("run", "-d", "--name", "box", "base", "sh", "-c", "trap 'exit 9' USR1; while :; do sleep 0.05; done");
        shell.run("stop", "-s", "USR1", "-t", "5", "box");
        assertEquals(9, shell.lab().containers().get("box").exitCode().getAsInt());
    }
}
