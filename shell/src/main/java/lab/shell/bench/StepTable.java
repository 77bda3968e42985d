package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import lab.shell.session.Lab;

/** A step of a lesson: from a key to the next prompt, as a learner at a terminal sees it. */
final class StepTable implements Table {

    private static final int RUNS = 30;
    private static final String LESSON = "3";

    @Override
    public String word() {
        return "step";
    }

    @Override
    public String about() {
        return "a step of a lesson, from the key to the next prompt";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        var launcher = System.getProperty("lab.launcher", "");
        if (launcher.isEmpty()) {
            out.println("a step of a lesson: only when started as shell/lab");
            return;
        }
        out.println("a step of a lesson, from Enter to the next prompt, in a terminal of 80x24");
        out.println(HEADER);
        var folder = Files.createTempDirectory("lab-bench");
        var line = "export HOME=" + folder + " XDG_DATA_HOME="
                + lab.settings().paths().data().resolveSibling("")
                + " TERM=xterm LANG=C.UTF-8 PATH=/usr/bin:/bin JAVA_HOME="
                + System.getProperty("java.home") + "; exec " + launcher + " lesson " + LESSON;
        try (var screen = Screen.open(line)) {
            prompt(screen);
            // The first line waits for the workbench, which is made meanwhile.
            enter(screen, "true");
            var screens = times(screen, "lesson " + LESSON + ".2", "lesson " + LESSON + ".1");
            var lines = times(screen, "true", "true");
            out.println(screens.row(screens));
            out.println(lines.row(screens));
            screen.leave("exit\r");
        } finally {
            Command.run(List.of("rm", "-rf", folder.toString()));
        }
    }

    private static Series times(Screen screen, String one, String other) throws IOException {
        var nanos = new long[RUNS];
        for (var i = 0; i < RUNS; i++) {
            nanos[i] = enter(screen, i % 2 == 0 ? one : other);
        }
        return new Series(
                one.equals(other) ? "a line in the workbench: " + one : "the next screen of the lesson", nanos);
    }

    /** Types a line; from its Enter on the time counts. */
    private static long enter(Screen screen, String line) throws IOException {
        screen.press(line);
        screen.await(line.substring(line.length() - 1));
        var start = System.nanoTime();
        screen.press("\r");
        prompt(screen);
        return System.nanoTime() - start;
    }

    /** A paste is bracketed at a prompt, and only there. */
    private static void prompt(Screen screen) throws IOException {
        screen.await("\u001b[?2004h");
        screen.await("\u203a ");
    }
}
