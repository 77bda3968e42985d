package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for {@link MountEntry}. */
final class MountEntryTests {
    @Test
    void allFieldsOfALine() {
        MountEntry mount = MountEntry.parse(
                "36 35 98:0 /mnt1 /mnt2 rw,noatime shared:1 master:2 propagate_from:3 - ext3 /dev/root rw,errors=continue");
        assertEquals(36, mount.id());
        assertEquals(35, mount.parent());
        assertEquals("98:0", mount.device());
        assertEquals("/mnt1", mount.root());
        assertEquals("/mnt2", mount.target());
        assertEquals(List.of("rw", "noatime"), mount.options());
        assertEquals(List.of("shared:1", "master:2", "propagate_from:3"), mount.tags());
        assertEquals("ext3", mount.fstype());
        assertEquals("/dev/root", mount.source());
        assertEquals(List.of("rw", "errors=continue"), mount.superOptions());
        assertEquals("shared,slave", mount.propagation());
        assertEquals(1, mount.peerGroup().orElseThrow());
        assertEquals(2, mount.master().orElseThrow());
    }

    @Test
    void octalEscapesAndAnEmptySource() {
        MountEntry mount = MountEntry.parse("1 0 0:5 / /a\\040b\\011c\\134d\\043 rw - tmpfs  rw");
        assertEquals("/a b\tc\\d#", mount.target());
        assertEquals("", mount.source());
        assertEquals("private", mount.propagation());
    }

    @Test
    void propagationWords() {
        assertEquals(
                "unbindable",
                MountEntry.parse("1 0 0:5 / / rw unbindable - tmpfs t rw").propagation());
        assertEquals(
                "slave",
                MountEntry.parse("1 0 0:5 / / rw master:4 - tmpfs t rw").propagation());
        assertEquals(
                "shared",
                MountEntry.parse("1 0 0:5 / / rw shared:4 - tmpfs t rw").propagation());
    }

    @Test
    void theFoldersOfAnOverlay() {
        MountEntry old = MountEntry.parse("1 0 0:5 / / rw - overlay o rw,lowerdir=/b:/a,upperdir=/up,workdir=/w");
        assertEquals(List.of("/b", "/a"), old.lower());
        assertEquals("/up", old.upper().orElseThrow());
        MountEntry one = MountEntry.parse("1 0 0:5 / / ro - overlay o ro,lowerdir+=/b,lowerdir+=/a");
        assertEquals(List.of("/b", "/a"), one.lower());
        assertEquals(Optional.empty(), one.upper());
        assertEquals(List.of(), MountEntry.parse("1 0 0:5 / / rw - tmpfs t rw").lower());
    }

    @Test
    void aLineOfSomethingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MountEntry.parse("tmpfs /tmp tmpfs rw 0 0"));
    }
}
