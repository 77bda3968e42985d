package lab.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live picture on a terminal. */
@Tag("kernel")
final class XrayTests {

    private static final String OTHER_SCREEN = "\u001b[?1049h";
    private static final String FIRST_SCREEN = "\u001b[?1049l";

    @TempDir
    private Path home;

    @Test
    void itShowsWhatBeginsMeanwhileTurnsItsPagesAndGivesTheScreenBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) of util-linux is not installed");
        try (var lab = LabTerminal.open(home)) {
            lab.prompt();
            lab.run("sh -c 'sleep 4; exec sleep 4711' &");
            lab.type("xray");
            assertTrue(lab.await("[0 all]").contains(OTHER_SCREEN));
            lab.press("1");
            lab.await("[1 processes]");
            lab.await("4711");
            lab.press("\t");
            lab.await("[2 namespaces]");
            lab.press("\003");
            assertTrue(lab.await("\u203a ").contains(FIRST_SCREEN));
            assertEquals(-1, lab.run("echo $((40 + 2))").indexOf("Exception"));
            lab.leave();
        }
    }
}
