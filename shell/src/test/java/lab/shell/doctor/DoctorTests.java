package lab.shell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.container.LabPaths;
import lab.runtime.kernel.Kernel;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds on this kernel agrees with what the kernel lets this user do, and nothing stays of its trials. */
@Tag("kernel")
final class DoctorTests {

    @TempDir
    private Path dir;

    private Lab lab() throws IOException {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        return new Lab(Settings.of(Map.of("LANG", "C.UTF-8"), false).with(paths), Console.over(out, out));
    }

    private static Finding named(List<Finding> findings, String name) {
        return findings.stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereTestsRunContainersRunAndEveryFindingIsToldAtOnce() throws IOException {
        try (var lab = lab()) {
            var told = new ArrayList<Finding>();
            var findings = new Doctor(lab).look(told::add);
            assertEquals(findings, told);
            assertTrue(named(findings, "users").works(), findings::toString);
            assertTrue(named(findings, "container").works(), findings::toString);
            assertTrue(named(findings, "namespaces").detail().contains("uts"), findings::toString);
            assertTrue(lab.containers().list().isEmpty(), "its container is gone");
            assertTrue(
                    lab.containers()
                            .cgroups()
                            .named(name -> name.startsWith("lab-doctor"))
                            .isEmpty(),
                    "its cgroups are gone");
        }
    }

    @Test
    void limitsThatThisUserMaySetAreFoundAndOthersComeWithARemedy() throws IOException {
        try (var lab = lab()) {
            var offered = lab.containers().cgroups().offers("memory");
            var findings = new Doctor(lab).look(finding -> {});
            var works = findings.stream()
                    .anyMatch(f -> f.name().equals("cgroups") && f.detail().contains("memory"));
            assertEquals(offered, works, findings::toString);
        }
    }

    @Test
    void aUserWithoutCgroupsIsToldHowRootHandsOneOver() throws IOException {
        assumeTrue(Kernel.get().geteuid() != 0, "root needs nobody to hand it a cgroup");
        try (var lab = lab()) {
            assumeTrue(!lab.containers().cgroups().writable(), "this user may make cgroups here");
            var limits = named(new Doctor(lab).look(finding -> {}), "limits");
            assertFalse(limits.works());
            assertFalse(limits.advice().isEmpty());
            assertTrue(
                    limits.advice().equals("cgroups.scope")
                            || limits.remedy().toString().contains("lab-of-" + System.getProperty("user.name")),
                    limits::toString);
        }
    }
}
