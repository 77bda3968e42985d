package lab.runtime.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program of version 2, loaded into this kernel and attached to a cgroup of the unified hierarchy, also where that has no controllers. */
@Tag("kernel")
final class DeviceProgramTests {

    private static final String NAME = "device-program-test";

    @Test
    void theKernelTakesTheProgramAndAsksIt() throws IOException, InterruptedException {
        assumeTrue(Kernel.get().geteuid() == 0, "only root loads programs");
        var unified = Cgroups.ofThisProcess().hierarchies().stream()
                .filter(Hierarchy::unified)
                .findFirst();
        assumeTrue(unified.isPresent(), "this host has no unified hierarchy");
        var directory = Files.createDirectory(unified.get().own().resolve(NAME));
        try {
            var rules =
                    List.of(DeviceRule.parse("c 1:3 rwm"), DeviceRule.parse("c 1:5 r"), DeviceRule.parse("b *:* m"));
            new DeviceList(rules).set(new Cgroup(NAME, Optional.of(directory), List.of()));
            assertEquals("yes", tried(directory, "</dev/null"));
            assertEquals("yes", tried(directory, ">/dev/null"));
            assertEquals("yes", tried(directory, "</dev/zero"));
            assertEquals("no", tried(directory, ">/dev/zero"));
            assertEquals("no", tried(directory, "</dev/urandom"));
        } finally {
            Files.delete(directory);
        }
    }

    private static String tried(Path directory, String redirection) throws IOException, InterruptedException {
        var script = "echo $$ >" + directory + "/cgroup.procs; if (: " + redirection
                + ") 2>/proc/self/fd/1 >/proc/self/fd/1; then echo yes; else echo no; fi | tail -n 1";
        var process = new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.strip();
    }

    @Test
    void refusesWithoutACgroup() {
        var list = DeviceList.usualAnd(List.of());
        assertThrows(CgroupException.class, () -> list.set(Cgroup.NONE));
    }
}
