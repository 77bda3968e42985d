package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container has changed. */
@Tag("kernel")
final class DiffTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private String after(String script) throws IOException {
        try (var running = lab.containers()
                .start(
                        ContainerSpec.of("base")
                                .name("box")
                                .command("sh", "-c", script)
                                .build(),
                        null)) {
            assertEquals(0, running.await());
        }
        return lab.containers().files().diff("box").stream()
                .map(change -> change.kind().letter() + " " + change.shown())
                .collect(Collectors.joining(", "));
    }

    @Test
    void aContainerThatOnlyRanHasChangedNothing() throws IOException {
        assertEquals("", after("true"));
    }

    @Test
    void aCreatedOneHasChangedNothing() throws IOException {
        lab.containers().create(ContainerSpec.of("base").name("box").build());
        assertEquals(0, lab.containers().files().diff("box").size());
    }

    @Test
    void whatIsAddedChangedAndDeletedIsTold() throws IOException {
        assertEquals(
                "A /data, A /data/f, C /etc, C /etc/passwd, C /opt, D /srv",
                after("mkdir /data; touch /data/f; echo >> /etc/passwd; chmod 700 /opt; rmdir /srv"));
    }

    @Test
    void whatWasThereForAMomentIsNot() throws IOException {
        assertEquals("C /tmp", after("touch /tmp/f; rm /tmp/f; touch /new; rm /new"));
    }

    @Test
    void aFileThatBecameAnotherIsChanged() throws IOException {
        assertEquals("C /etc, C /etc/group", after("rm /etc/group; ln -s passwd /etc/group"));
    }

    @Test
    void aDirectoryMadeAnewHasLostWhatWasInIt() throws IOException {
        assertEquals(
                "C /var, D /var/log, D /var/tmp, A /var/new",
                after("rm -r /var; mkdir /var; touch /var/new")
                        .replace("D /var/log, A /var/new, D /var/tmp", "D /var/log, D /var/tmp, A /var/new"));
    }

    @Test
    void filesOfOtherUsersAreSeen() throws IOException {
        assumeTrue(TestLab.wide(), "this user has no id range, so a container has only one user");
        assertEquals(
                "A /home/u, A /home/u/private",
                after("mkdir /home/u; touch /home/u/private; chown -R 33:33 /home/u; chmod 700 /home/u")
                        .replace("C /home, ", ""));
    }
}
