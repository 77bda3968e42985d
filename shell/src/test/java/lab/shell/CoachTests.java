package lab.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The coach in a second terminal sees what is done in the first one, and in any other shell. */
@Tag("kernel")
@Isolated("the coach looks at the lab of this user that was started last")
final class CoachTests {

    private static final Pattern JOB = Pattern.compile("sleep \\d{4}");
    private static final Pattern WORKBENCH = Pattern.compile("workbench-[0-9a-f]{8}");

    @TempDir
    private Path home;

    @BeforeEach
    void look() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) of util-linux is not installed");
    }

    private static String find(Pattern pattern, String screen) {
        var text = screen.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
        var matcher = pattern.matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group();
    }

    @Test
    void itFollowsTheLabOfTheFirstTerminal() throws Exception {
        try (var lab = LabTerminal.open(home)) {
            lab.prompt();
            lab.run("true");
            try (var coach = LabTerminal.open(home, "coach", "uts-own")) {
                var job = find(JOB, coach.await("w: what"));
                coach.press("h");
                coach.await("hint:");
                lab.run(job + " &");
                coach.await("✔");
                lab.run("unshare --uts " + job + " &");
                coach.await("Done, 10 points.");
                var process = coach.java();
                coach.press("q");
                LabTerminal.awaitEnd(process);
            }
            lab.leave();
        }
    }

    @Test
    void withoutALabItMakesAWorkbenchThatAnyShellCanEnter() throws Exception {
        try (var coach = LabTerminal.open(home, "--plain", "coach", "uts-own")) {
            var text = coach.await("[FAIL]");
            var job = find(JOB, text);
            var workbench = find(WORKBENCH, text);
            try (var shell = LabTerminal.open(home, "exec", "-it", workbench, "sh")) {
                shell.await("# ");
                shell.type("unshare --uts " + job + " &");
                var news = coach.await("[PASS] and not the host");
                assertTrue(news.contains("[PASS] `" + job + "` is running"), news);
                LabTerminal.awaitEnd(coach.java());
            }
        }
        assertEquals(0, leftOver(), "the workbench goes with the coach");
    }

    private static long leftOver() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").matches(".*uts sleep \\d{4}$"))
                .count();
    }
}
