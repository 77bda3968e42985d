package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.container.LabPaths;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for what a line of a submission may make a teacher's lab do. */
final class ReplayAdmissionTests {

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();

    private String run(String line) throws IOException {
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = Settings.of(Map.of("LANG", "C.UTF-8"), false).with(paths);
        var lab = new Lab(settings, Console.over(out, out));
        try (var session = Session.admitting(lab, new ReplayAdmission(lab, told::add))) {
            new LineRunner(session).run(line);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run -v /:/host base sh",
                "run --volume=/etc:/etc base sh",
                "run --device /dev/kmsg base sh",
                "run --privileged base sh",
                "run --pid host base sh",
                "run --net=host base sh",
                "run --network host base sh",
                "run --userns=host base sh",
                "run -it base sh",
                "create --security-opt seccomp=/dev/zero base",
                "create --device-read-bps /dev/sda:1M base",
                "jshell",
                "script /etc/passwd",
                "submit /etc/passwd",
                "grade /etc",
                "install",
                "author new a b",
                "bench",
                "loadtest",
                "cp a:/x /x",
                "nsenter --target box --net true",
                "reset"
            })
    void whatReachesTheHostIsNotRun(String line) throws IOException {
        var said = run(line);
        assertEquals(1, told.size(), said);
        assertTrue(said.contains("not run again: " + told.get(0)), said);
    }

    @Test
    void whatOnlyShowsIsPassedOver() throws IOException {
        assertTrue(run("observe host.hostname").contains("passed over"));
        assertEquals(List.of(), told);
    }

    @Test
    void whatWorksOnContainersIsRun() throws IOException {
        assertTrue(run("run -dt --name a -m 64M -e A=B --net container:b base sleep 1")
                .contains("no such container"));
        assertTrue(run("stop none").contains("no such container"));
        assertEquals(List.of(), told);
    }

    @Test
    void aFileThatIsNamedInPlaceOfArgumentsIsNotRead() throws IOException {
        assertTrue(run("stop @/etc/passwd").contains("no such container: @/etc/passwd"));
    }
}
