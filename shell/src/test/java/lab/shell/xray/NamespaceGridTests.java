package lab.shell.xray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;
import lab.shell.screen.Theme;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Test;

/** How namespaces look: who shares one stands over one box. */
final class NamespaceGridTests {

    private static final Sight SIGHT = new Sight(
            List.of(
                    member("host", 4026531837L, 4026531838L),
                    member("box", 4026532201L, 4026532202L),
                    member("web", 4026532201L, 4026532303L)),
            List.of(),
            List.of(),
            List.of());

    private static Sight.Member member(String name, long user, long uts) {
        var namespaces = new LinkedHashMap<String, String>();
        for (var type : SightReader.types()) {
            namespaces.put(type, type + ":[" + (type.equals("uts") ? uts : user) + "]");
        }
        return new Sight.Member(name, List.of(1L), namespaces);
    }

    private static Theme theme(boolean unicode) {
        var paths = new LabPaths(Path.of("/r"), Path.of("/d"), Path.of("/s"));
        return new Theme(new Settings(Language.ENGLISH, false, unicode, false, true, paths, Map.of())).colourless();
    }

    private static List<String> grid(boolean unicode, int width, int shift) {
        return new NamespaceGrid(new Pen(theme(unicode), width, shift)).lines(SIGHT);
    }

    @Test
    void aSharedNamespaceIsOneWideBox() {
        var lines = grid(true, 80, 0);
        assertEquals("             host         box          web", lines.get(0).stripTrailing());
        assertEquals("        ┌────────────┬─────────────────────────┐", lines.get(1));
        assertEquals(" user   │ 4026531837 │       4026532201        │", lines.get(2));
        assertEquals("        ├────────────┼─────────────────────────┤", lines.get(3));
        var uts = row(lines, "uts");
        assertEquals(" uts    │ 4026531838 │ 4026532202 │ 4026532303 │", lines.get(uts));
        assertEquals("        ├────────────┼────────────┬────────────┤", lines.get(uts - 1));
        assertEquals("        ├────────────┼────────────┴────────────┤", lines.get(uts + 1));
        assertEquals("        └────────────┴─────────────────────────┘", lines.get(lines.size() - 1));
    }

    @Test
    void withoutUtf8ItIsDrawnInAscii() {
        var lines = grid(false, 80, 0);
        assertEquals("        +------------+-------------------------+", lines.get(1));
        assertTrue(lines.stream().allMatch(line -> line.chars().allMatch(c -> c < 128)), lines.toString());
    }

    @Test
    void whatDoesNotFitIsASideStepAway() {
        var first = grid(true, 36, 0);
        assertEquals("             host         box      ›", first.get(0));
        var second = grid(true, 36, 1);
        assertEquals("       ‹     box          web", second.get(0).stripTrailing());
        assertEquals(second, grid(true, 36, 9), "there is nothing further to the right");
    }

    @Test
    void asATableEachNamespaceNamesItsMembers() {
        var table = NamespaceGrid.table(SIGHT);
        assertTrue(table.contains("user    4026532201  box, web"), table.toString());
        assertTrue(table.contains("uts     4026532303  web"), table.toString());
    }

    private static int row(List<String> lines, String type) {
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(" " + type)) {
                return i;
            }
        }
        throw new AssertionError(lines);
    }
}
