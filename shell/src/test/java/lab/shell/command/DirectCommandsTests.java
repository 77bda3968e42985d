package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own words: in the workbench as lines of the lab's prompt, and outside as commands at the system's prompt. */
@Tag("kernel")
final class DirectCommandsTests {

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
    void unshareTellsTheOneCallAndTheWorkbenchKeepsItsName() {
        assertEquals(0, shell.line("unshare --uts sh -c 'hostname anvil; hostname'"));
        assertEquals("anvil", shell.output());
        assertEquals("unshare(CLONE_NEWUTS) = 0   the one call that made it", shell.errors());
        assertEquals(0, shell.line("hostname"));
        assertEquals("workbench", shell.output());
    }

    @Test
    void aLineHasFolderAndVariablesOfTheLinesBefore() {
        assertEquals(0, shell.line("cd /tmp; own=first; export OTHER=second"));
        var code = shell.line("unshare --uts sh -c \"echo $own \\$OTHER; pwd\"");
        assertEquals(0, code, shell.errors());
        assertEquals("first second\n/tmp", shell.output());
    }

    @Test
    void theForkedChildIsProcess1AndItsExitCodeCounts() {
        assertEquals(7, shell.line("unshare --pid --fork --mount-proc sh -c 'echo $$; ls -d /proc/[0-9]*; exit 7'"));
        assertEquals("1\n/proc/1", shell.output().replaceAll("(?s)(/proc/1)\n/proc/[0-9]+$", "$1"));
        assertTrue(shell.errors().contains("mount(\"proc\", \"/proc\", \"proc\""), shell.errors());
    }

    @Test
    void aForkedChildThatIsKilledEndsAsAShellHasIt() {
        assertEquals(128 + 9, shell.line("unshare --uts --fork sh -c 'kill -9 $$'"));
    }

    @Test
    void ctrlCEndsAProcess1ThatDoesNotHearIt() throws Exception {
        var line = CompletableFuture.supplyAsync(() -> shell.line("unshare --pid --fork sleep 4714"));
        for (var i = 0; i < 1000 && !sleeps("4714"); i++) {
            Thread.sleep(10);
        }
        shell.lab().interrupts().raise();
        assertEquals(128 + 2, line.get(10, TimeUnit.SECONDS));
        for (var i = 0; i < 100 && sleeps("4714"); i++) {
            Thread.sleep(10);
        }
        assertFalse(sleeps("4714"), "the child goes with its parent");
    }

    private static boolean sleeps(String seconds) {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(process -> commandLine(process.pid()).equals("sleep\0" + seconds + "\0"));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aUserNamespaceMapsOneId() {
        assertEquals(0, shell.line("unshare --user --map-root-user cat /proc/self/uid_map"));
        assertEquals("0 0 1", shell.output().replaceAll(" +", " "));
        assertTrue(shell.errors().contains("write(/proc/self/uid_map, \"0 0 1\", 5) = 5"), shell.errors());
    }

    @Test
    void optionsThatAreOnlyTheToolsGoToTheTool() {
        assertEquals(
                0,
                shell.line(
                        "touch /tmp/place; unshare --uts=/tmp/place hostname kept; nsenter --uts=/tmp/place hostname"));
        assertEquals("kept", shell.output());
        assertEquals("", shell.errors());
    }

    @Test
    void aLineThatNeedsAShellIsTheWorkbenchs() {
        assertEquals(0, shell.line("unshare --uts hostname | tr a-z A-Z"));
        assertEquals("WORKBENCH", shell.output());
        assertEquals("", shell.errors());
        assertEquals(0, shell.line("unshare --uts sleep 0.01 & sleep 0.1"));
        assertEquals(0, shell.line("\\unshare --uts hostname"));
        assertEquals("", shell.errors());
    }

    @Test
    void nsenterJoinsAProcessOfTheWorkbench() {
        assertEquals(0, shell.line("unshare --uts sleep 4711 & sleep 0.3"));
        assertEquals(
                0, shell.line("nsenter --target $(pgrep -nfx 'sleep 4711') --uts sh -c 'hostname forge; hostname'"));
        assertEquals("forge", shell.output());
        assertTrue(shell.errors().matches("setns\\(pidfd of [0-9]+, CLONE_NEWUTS\\) = 0 .*"), shell.errors());
        assertEquals(0, shell.line("hostname"));
        assertEquals("workbench", shell.output());
    }

    @Test
    void nsenterJoinsAContainer() throws IOException {
        shell.run("run", "-d", "--name", "box", "--hostname", "inner", "base", "sleep", "1000");
        assertEquals(0, shell.line("nsenter box --uts cat /proc/sys/kernel/hostname"));
        assertEquals("inner", shell.output());
        assertEquals(0, shell.code("nsenter", "box", "--pid", "--mount", "cat", "/proc/1/comm"));
        assertEquals("sleep", shell.output());
        assertNotEquals(0, shell.code("nsenter", "--target", "nobox", "--uts", "true"));
    }

    @Test
    void mountLastsFromLineToLine() {
        assertEquals(0, shell.line("mkdir /tmp/m"));
        assertEquals(0, shell.line("mount -t tmpfs -o size=1m,nosuid tmpfs /tmp/m"));
        assertEquals(
                "mount(\"tmpfs\", \"/tmp/m\", \"tmpfs\", MS_NOSUID, \"size=1m\") = 0   the one call that made it",
                shell.errors());
        assertEquals(0, shell.line("grep -c 'tmpfs /tmp/m tmpfs rw,nosuid.*size=1024k' /proc/mounts"));
        assertEquals(0, shell.line("umount /tmp/m"));
        assertEquals(1, shell.line("umount /tmp/m"));
        assertTrue(shell.errors().contains("umount2(\"/tmp/m\", 0) = -1 EINVAL"), shell.errors());
        assertEquals(0, shell.line("mkdir /tmp/b; touch /tmp/m/seen"));
        assertEquals(0, shell.line("mount --bind -o ro /tmp/m /tmp/b"));
        assertEquals(0, shell.line("ls /tmp/b; ! touch /tmp/b/new 2>/dev/null"));
        assertEquals("seen", shell.output());
    }

    @Test
    void aCallThatIsRefusedIsToldWithItsErrno() {
        assertEquals(1, shell.line("mount -t nothing none /tmp"));
        assertEquals(
                "lab mount: mount(\"none\", \"/tmp\", \"nothing\", 0, NULL) = -1 ENODEV (no such device)",
                shell.errors());
    }

    @Test
    void aCgroupMadeByHandLimitsWhoJoinsIt() throws IOException {
        assumeTrue(
                shell.lab().containers().cgroups().offers("memory")
                        && shell.lab().containers().cgroups().offers("pids"),
                "this user may not make cgroups here");
        assertEquals(0, shell.line("cgroup create demo"), shell.errors());
        assertEquals(0, shell.line("cgroup set demo memory.max=64M pids.max=20"), shell.errors());
        assertEquals(0, shell.line("cgroup ls --format json"));
        assertTrue(shell.output().startsWith("{\"Name\":\"demo\",\"Processes\":0,"), shell.output());
        assertEquals(0, shell.line("cgroup ls"));
        assertTrue(shell.output().contains("memory.max=67108864  pids.max=20"), shell.output());
        assertEquals(0, shell.line("cgroup join demo grep -c demo /proc/self/cgroup"), shell.errors());
        assertEquals(0, shell.line("sleep 4712 & sleep 0.1"));
        assertEquals(0, shell.line("cgroup join demo $(pgrep -nfx 'sleep 4712')"), shell.errors());
        assertEquals(0, shell.line("grep -q demo /proc/$(pgrep -nfx 'sleep 4712')/cgroup"));
        assertEquals(1, shell.line("cgroup rm demo"));
        assertTrue(shell.errors().contains("EBUSY"), shell.errors());
        assertEquals(0, shell.line("\\kill -9 $(pgrep -nfx 'sleep 4712'); sleep 0.3"));
        assertEquals(0, shell.line("cgroup rm demo"), shell.errors());
        assertEquals(0, shell.line("cgroup ls | wc -l"));
        assertEquals("1", shell.output());
    }

    @Test
    void atTheSystemsPromptTheCallIsTheUsersOwn() throws IOException {
        var before = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        var out =
                shell.run("unshare", "--user", "--map-root-user", "--uts", "sh", "-c", "hostname elsewhere; hostname");
        assertEquals("elsewhere", out);
        assertTrue(shell.errors().contains("unshare(CLONE_NEWUTS|CLONE_NEWUSER) = 0"), shell.errors());
        assertEquals(
                before, Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        assertEquals(127, shell.code("unshare", "--user", "nosuchprogram"));
    }

    @Test
    void aMistakeIsToldAsTheToolTellsIt() {
        assertEquals(1, shell.line("unshare --bogus true"));
        assertTrue(shell.errors().contains("unrecognized option '--bogus'"), shell.errors());
        assertFalse(shell.errors().contains("Exception"));
        assertEquals(125, shell.line("cgroup create ../up"));
        assertEquals(125, shell.line("cgroup make demo"));
        assertEquals(125, shell.line("cgroup set demo memory.max"));
    }
}
