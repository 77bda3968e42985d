package lab.runtime.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NamespacesTests {

    @Test
    void areAllTheContainersOwnButTime() {
        for (var type : NamespaceType.values()) {
            assertEquals(type != NamespaceType.TIME, Namespaces.OWN.owns(type), type.file());
        }
    }

    @Test
    void modesReadAsTheyAreWritten() {
        for (var text : List.of("private", "host", "container:box")) {
            assertEquals(text, NamespaceMode.parse(text).toString());
        }
        for (var text : List.of("", "hosts", "container:", "container")) {
            assertThrows(IllegalArgumentException.class, () -> NamespaceMode.parse(text), text);
        }
    }

    @Test
    void aModeIsReplacedByTheNext() {
        var joined = Namespaces.OWN.with(NamespaceType.NET, NamespaceMode.parse("container:box"));
        assertEquals(Optional.of("box"), joined.joined(NamespaceType.NET));
        assertFalse(joined.owns(NamespaceType.NET));
        assertEquals(Namespaces.OWN, joined.with(NamespaceType.NET, NamespaceMode.OWN));
    }

    @Test
    void mountsAreNobodyElses() {
        assertThrows(IllegalArgumentException.class, () -> Namespaces.OWN.with(NamespaceType.MNT, NamespaceMode.HOST));
    }

    @Test
    void offsetsMakeATimeNamespace() {
        assertTrue(Namespaces.OWN.with(TimeOffsets.parse("boottime=60")).owns(NamespaceType.TIME));
        assertEquals(new TimeOffsets(-5, 7), TimeOffsets.parse("monotonic=7,boottime=-5"));
        for (var text : List.of("", "boottime", "boottime=x", "boottime=1.5", "realtime=1", "boottime=1,")) {
            assertThrows(IllegalArgumentException.class, () -> TimeOffsets.parse(text), text);
        }
    }
}
