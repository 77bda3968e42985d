package lab.runtime.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;

/** What each layer of an image does to the layers below it. */
public final class LayerChanges {

    /** What becomes of a file. */
    public enum Kind {
        /** It was not there. */
        ADDED,
        /** It is another one now. */
        CHANGED,
        /** It is there no more. */
        HIDDEN
    }

    /**
     * What becomes of a file.
     *
     * @param path absolute
     * @param size its length, 0 for what is no file
     */
    public record Change(Kind kind, String path, long size) {}

    private static final int DIRECTORY = 4;

    private final TreeSet<String> visible = new TreeSet<>();

    private LayerChanges() {}

    /**
     * The changes of each layer, the lowest first.
     *
     * @param image one that {@link ImageStore#open} has given
     */
    public static List<List<Change>> of(Image image) throws IOException {
        var changes = new LayerChanges();
        var layers = new ArrayList<List<Change>>();
        for (var layer : image.layers()) {
            layers.add(changes.layer(layer));
        }
        return layers;
    }

    private List<Change> layer(Path folder) throws IOException {
        var found = new ArrayList<Change>();
        var added = new ArrayList<String>();
        var flags = OpenFlags.O_RDONLY | OpenFlags.directory(Arch.current());
        try (var calls = new FolderCalls();
                var root = Kernel.get().open(folder.toString(), flags, 0)) {
            directory(calls, root, "", found, added);
        }
        visible.addAll(added);
        return found;
    }

    private void directory(FolderCalls calls, Fd directory, String path, List<Change> found, List<String> added)
            throws IOException {
        var names = calls.names(directory);
        names.sort((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
        for (var name : names) {
            var stat = calls.stat(directory, name.bytes());
            if (stat.isEmpty()) {
                continue;
            }
            var below = path + "/" + new String(name.bytes(), StandardCharsets.UTF_8);
            if (stat.get().type().equals("char") && stat.get().number() == 0) {
                hide(below, true, found);
            } else {
                var isDirectory = stat.get().mode() >>> 12 == DIRECTORY;
                if (isDirectory && opaque(calls, directory, name.bytes())) {
                    hide(below, false, found);
                }
                if (!visible.contains(below) || !isDirectory) {
                    var size = stat.get().type().equals("file") ? stat.get().size() : 0;
                    found.add(new Change(visible.contains(below) ? Kind.CHANGED : Kind.ADDED, below, size));
                }
                added.add(below);
                if (isDirectory) {
                    try (var inside = calls.listing(directory, name.bytes())) {
                        directory(calls, inside, below, found, added);
                    }
                }
            }
        }
    }

    private static boolean opaque(FolderCalls calls, Fd directory, byte[] name) throws IOException {
        return calls.attribute(directory, name, "trusted.overlay.opaque").isPresent()
                || calls.attribute(directory, name, "user.overlay.opaque").isPresent();
    }

    /** What is below a path is there no more, and maybe the path itself. */
    private void hide(String path, boolean itself, List<Change> found) {
        var gone = new ArrayList<>(visible.subSet(path + "/", path + "0"));
        if (itself && visible.contains(path)) {
            gone.add(0, path);
        }
        for (var hidden : gone) {
            visible.remove(hidden);
            found.add(new Change(Kind.HIDDEN, hidden, 0));
        }
    }
}
