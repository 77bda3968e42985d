package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import lab.runtime.cgroup.Flavour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cgroups that a learner makes by hand in the workbench. */
@Tag("kernel")
final class WorkbenchCgroupsTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
        var cgroups = lab.containers().cgroups();
        assumeTrue(cgroups.writable(), "this user may not make cgroups here");
        var spec = ContainerSpec.of("base")
                .name("bench")
                .profile(Profile.WORKBENCH)
                .init(true);
        lab.containers().start(spec.build(), null).close();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private boolean unified() {
        return lab.containers().cgroups().flavour() == Flavour.V2;
    }

    private String folder(String controller) {
        return "/sys/fs/cgroup" + (unified() ? "" : "/" + controller);
    }

    private String sh(String script) throws IOException {
        return lab.joined("bench", script);
    }

    @Test
    void aLimitIsSetAndAProcessIsPutBelowIt() throws IOException {
        var demo = folder("memory") + "/demo";
        var file = unified() ? "memory.max" : "memory.limit_in_bytes";
        assertEquals(
                "67108864",
                sh("mkdir " + demo + " && echo 67108864 > " + demo + "/" + file + " && cat " + demo + "/" + file));
        var output = sh("sleep 1000 >/dev/null 2>&1 & echo $! > " + demo
                + "/cgroup.procs && cat /proc/$!/cgroup && cat " + demo + "/cgroup.procs | wc -l");
        assertTrue(output.contains("/demo") && output.endsWith("1"), output);
    }

    @Test
    void theWorkbenchsOwnLimitsStayAsTheyAre() throws IOException {
        assumeTrue(TestLab.root(), "an ordinary user's cgroup is that user's own, inside and outside");
        var file = folder("memory") + (unified() ? "/memory.max" : "/memory.limit_in_bytes");
        var output = sh("echo 5 > " + file + " || echo refused");
        assertTrue(output.endsWith("refused"), output);
    }

    @Test
    void whatIsFrozenByHandIsStillRemoved() throws IOException {
        var demo = folder("freezer") + "/demo";
        var freeze = unified() ? "echo 1 > " + demo + "/cgroup.freeze" : "echo FROZEN > " + demo + "/freezer.state";
        assertEquals(
                "done",
                sh("mkdir " + demo + "; sleep 1000 >/dev/null 2>&1 & echo $! > " + demo + "/cgroup.procs && " + freeze
                        + " && echo done"));
        lab.containers().remove("bench", true);
        assertTrue(lab.containers().list().isEmpty());
    }
}
