package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.image.SharedBase;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers on this kernel, from start to removal. */
@Tag("kernel")
final class ContainersTests {

    @TempDir
    private Path dir;

    private Containers containers;

    @BeforeEach
    void open() throws IOException {
        containers = Containers.in(
                new LabPaths(dir.resolve("run"), SharedBase.in(dir.resolve("data")), dir.resolve("state")));
    }

    @AfterEach
    void removeAll() throws IOException {
        for (var container : containers.list()) {
            containers.remove(container.id(), true);
        }
        containers.close();
    }

    private String output(ContainerSpec spec) throws IOException {
        try (var running = containers.start(spec, null)) {
            running.await();
            return Files.readString(containers.log(running.id()));
        }
    }

    @Test
    void oneThatRunsByItselfLeavesNoZombie() throws IOException {
        containers.start(TestLab.sleeper("box").build(), null).close();
        var monitor = containers.get("box").monitor().orElseThrow();
        containers.remove("box", true);
        assertEquals(List.of(), containers.list());
        assertFalse(Files.exists(Path.of("/proc", Integer.toString(monitor))));
    }

    @Test
    void aRecordThatCannotBeReadHidesNothingElseAndIsSweptWhenItsContainerIsGone() throws IOException {
        String id;
        try (var running = containers.start(TestLab.sleeper("old").build(), null)) {
            id = running.id();
            var record = containers.paths().containers().resolve(id).resolve("config.json");
            var text = Files.readString(record);
            Files.writeString(record, "{}");
            assertEquals(List.of(), containers.list());
            assertEquals(List.of(), containers.sweep());
            Files.writeString(record, text);
            containers.kill("old", 9);
            running.await();
            Files.writeString(record, "{}");
        }
        assertEquals(List.of(id.substring(0, 12)), containers.sweep());
        assertFalse(Files.exists(containers.paths().containers().resolve(id)));
        assertEquals(List.of(), containers.cgroups().named(name -> name.endsWith(id.substring(0, 12))));
    }

    @Test
    void aCommandRunsAndItsExitCodeIsKept() throws IOException {
        try (var running = containers.start(
                ContainerSpec.of("base")
                        .name("seven")
                        .command("sh", "-c", "exit 7")
                        .build(),
                null)) {
            assertEquals(7, running.await());
        }
        var status = containers.get("seven");
        assertEquals(State.EXITED, status.state());
        assertEquals(7, status.exitCode().getAsInt());
        containers.remove("seven", false);
        assertTrue(containers.list().isEmpty());
    }

    @Test
    void theCommandIsProcessOneWithItsOwnNameAndRoot() throws IOException {
        var spec = ContainerSpec.of("base")
                .hostname("anvil")
                .command("sh", "-c", "echo $$; hostname; id -u; ls -a /; cat /etc/os-release; ls /proc/self/fd")
                .build();
        var output = output(spec);
        assertTrue(output.startsWith("1\nanvil\n0\n"), output);
        assertTrue(output.contains("ID=lab-base"), output);
    }

    @Test
    void aMissingCommandIsToldApartFromAFailingOne() {
        var error = assertThrows(
                ContainerException.class,
                () -> containers.start(
                        ContainerSpec.of("base").command("no-such-command").build(), null));
        assertEquals(127, error.exitCode());
        assertTrue(error.getMessage().contains("no-such-command"), error.getMessage());
    }

    @Test
    void aSignalEndsIt() throws IOException {
        try (var running = containers.start(
                ContainerSpec.of("base").name("box").command("sleep", "1000").build(), null)) {
            assertTrue(containers.get("box").running());
            containers.kill("box", 9);
            assertEquals(137, running.await());
        }
    }

    @Test
    void anotherProcessJoins() throws IOException {
        var kernel = Kernel.get();
        try (var running = containers.start(
                        ContainerSpec.of("base")
                                .name("box")
                                .command("sleep", "1000")
                                .build(),
                        null);
                var none = kernel.open("/dev/null", 2, 0)) {
            var stdio = new Stdio(none, none, none);
            try (var joined = containers.exec("box", ExecSpec.of(List.of("sh", "-c", "exit 5")), stdio)) {
                assertEquals(5, joined.await());
            }
            try (var joined = containers.exec(
                    "box",
                    ExecSpec.of(List.of("sh", "-c", "test $(readlink /proc/self/ns/uts) = $(readlink /proc/1/ns/uts)")),
                    stdio)) {
                assertEquals(0, joined.await());
            }
            assertTrue(running.pid() > 1);
        }
        containers.remove("box", true);
        assertFalse(containers.find("box").isPresent());
    }
}
