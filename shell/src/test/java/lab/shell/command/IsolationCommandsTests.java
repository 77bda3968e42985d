package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flags of run about namespaces and isolation, as a learner types them, read back from the container's proc. */
@Tag("kernel")
final class IsolationCommandsTests {

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

    private Path proc(String... flags) throws IOException {
        if (shell.lab().containers().find("box").isPresent()) {
            shell.run("rm", "-f", "box");
        }
        var words = new ArrayList<>(List.of("run", "-d", "--name", "box"));
        words.addAll(List.of(flags));
        words.addAll(List.of("base", "sleep", "1000"));
        shell.run(words.toArray(new String[0]));
        return Path.of("/proc/" + shell.lab().containers().get("box").pid().orElseThrow());
    }

    private String status(String field, String... flags) throws IOException {
        var matcher = Pattern.compile("(?m)^" + field + ":\\s*(.*)$")
                .matcher(Files.readString(proc(flags).resolve("status")));
        assertTrue(matcher.find(), field);
        return matcher.group(1);
    }

    @Test
    void capabilitiesAddUpAsDockersDo() throws IOException {
        assertEquals("00000000a80425fb", status("CapEff"));
        assertEquals("00000000a80435fb", status("CapEff", "--cap-add", "net_admin"));
        assertEquals("00000000a80425fa", status("CapEff", "--cap-drop", "CAP_CHOWN"));
        assertEquals("0000000000000001", status("CapEff", "--cap-drop", "ALL", "--cap-add", "CHOWN"));
        assertEquals(0, Long.parseLong(status("CapEff", "--cap-add", "ALL", "--cap-drop", "CHOWN"), 16) & 1);
        assertEquals(125, shell.code("run", "--cap-add", "FLY", "base", "true"));
        assertTrue(shell.errors().contains("unknown capability: \"CAP_FLY\""), shell.errors());
    }

    @Test
    void securityOptionsDecideAboutFilterAndPrivileges() throws IOException {
        assertEquals("2", status("Seccomp"));
        assertEquals("0", status("Seccomp", "--security-opt", "seccomp=unconfined"));
        assertEquals("0", status("NoNewPrivs"));
        assertEquals("1", status("NoNewPrivs", "--security-opt", "no-new-privileges"));
        assertEquals("0", status("NoNewPrivs", "--security-opt", "no-new-privileges=false"));
        var profile = Files.writeString(dir.resolve("p.json"), "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}");
        assertEquals("2", status("Seccomp", "--security-opt", "seccomp=" + profile));
        Files.writeString(profile, "{\"defaultAction\": \"NEVER\"}");
        assertEquals(125, shell.code("run", "--security-opt", "seccomp=" + profile, "base", "true"));
        assertEquals(125, shell.code("run", "--security-opt", "label=disable", "base", "true"));
    }

    @Test
    void privilegedIsLoud() throws IOException {
        assertEquals("0", status("Seccomp", "--privileged"));
        assertTrue(shell.errors().contains("--privileged"), shell.errors());
    }

    @Test
    void aPodIsThreeFlags() throws IOException {
        var box = proc();
        shell.run(
                "run",
                "-d",
                "--name",
                "guest",
                "--pid",
                "container:box",
                "--net",
                "container:box",
                "--ipc",
                "container:box",
                "base",
                "sleep",
                "1000");
        var guest =
                Path.of("/proc/" + shell.lab().containers().get("guest").pid().orElseThrow());
        for (var type : List.of("pid", "net", "ipc", "user")) {
            assertEquals(
                    Files.readSymbolicLink(box.resolve("ns").resolve(type)),
                    Files.readSymbolicLink(guest.resolve("ns").resolve(type)));
        }
        assertEquals(125, shell.code("run", "--pid", "container:nobody", "base", "true"));
        assertEquals(125, shell.code("run", "--pid", "nobody", "base", "true"));
        assertEquals(125, shell.code("run", "--net", "nowhere", "base", "true"));
    }

    @Test
    void everyFlagHasHelpAndValuesThatTabOffers() {
        var line = new Commands(new Session(shell.lab(), null)).line("run").orElseThrow();
        for (var name : List.of("--pid", "--network", "--cap-add", "--security-opt", "--ulimit", "--stop-signal")) {
            var option = line.getCommandSpec().findOption(name);
            assertTrue(option.description()[0].endsWith("."), name);
            assertTrue(option.completionCandidates().iterator().hasNext(), name);
        }
    }
}
