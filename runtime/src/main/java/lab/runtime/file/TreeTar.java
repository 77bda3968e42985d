package lab.runtime.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarReader;

/**
 * Unpacks a tar below a directory of a tree. Directories above a member that are not there are made; links on the way are followed as far as
 * the tree's paths go, so no member comes to lie outside.
 */
public final class TreeTar {

    private static final int BLOCK = 1 << 17;

    private final Tree tree;
    private final String target;
    private final boolean owners;

    /**
     * An unpacking.
     *
     * @param target the directory's absolute path
     * @param owners whether members get the owners that the tar names; else they belong to who unpacks
     */
    public TreeTar(Tree tree, String target, boolean owners) {
        this.tree = tree;
        this.target = target.replaceFirst("/+$", "");
        this.owners = owners;
    }

    /** Unpacks a plain tar. */
    public void unpack(InputStream in) throws IOException {
        var tar = new TarReader(in);
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            var path = inside(RawText.of(entry.get().name()));
            if (path.isEmpty()) {
                continue;
            }
            try {
                member(entry.get(), tar, path);
            } catch (IOException e) {
                throw new IOException("cannot unpack " + entry.get().shown() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The path below the directory that a member's name means; none leads above it. */
    private static String inside(String name) {
        var parts = new ArrayList<String>();
        for (var part : name.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private void member(TarEntry entry, TarReader tar, String path) throws IOException {
        var slash = path.lastIndexOf('/') + 1;
        var name = path.substring(slash);
        try (var folder = tree.makeDirectories(target + "/" + path.substring(0, slash), 0, 0)) {
            var isDirectory = entry.type() == TarEntry.DIRECTORY;
            if (makeRoom(folder, name, isDirectory)) {
                make(entry, tar, folder, name);
            }
            if (entry.type() == TarEntry.HARD_LINK) {
                return;
            }
            try (var made = tree.look(folder, name)
                    .orElseThrow(() -> new IOException("it was removed while it was unpacked"))) {
                if (owners) {
                    tree.own(made, Math.toIntExact(entry.uid()), Math.toIntExact(entry.gid()));
                }
                if (entry.type() != TarEntry.SYMBOLIC_LINK) {
                    tree.permit(made, entry.mode());
                }
            }
            tree.time(folder, name, entry.seconds(), entry.nanos());
        }
    }

    /** Removes what is in the way; false if a directory is there already and is to be one. */
    private boolean makeRoom(Handle folder, String name, boolean isDirectory) throws IOException {
        var there = tree.look(folder, name);
        if (there.isEmpty()) {
            return true;
        }
        try (var old = there.get()) {
            if (tree.stat(old).directory()) {
                if (!isDirectory) {
                    throw new IOException("a directory is there");
                }
                return false;
            }
        }
        tree.remove(folder, name, false);
        return true;
    }

    private void make(TarEntry entry, TarReader tar, Handle folder, String name) throws IOException {
        switch (entry.type()) {
            case TarEntry.DIRECTORY -> tree.makeDirectory(folder, name);
            case TarEntry.SYMBOLIC_LINK -> tree.makeLink(folder, name, RawText.of(entry.link()));
            case TarEntry.HARD_LINK -> {
                try (var other = tree.find(target + "/" + inside(RawText.of(entry.link())), false)) {
                    tree.makeName(other, folder, name);
                }
            }
            case TarEntry.FILE -> {
                try (var out = tree.create(folder, name)) {
                    var buffer = new byte[BLOCK];
                    for (var n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
                        out.write(buffer, 0, n);
                    }
                }
            }
            default -> tree.makeNode(folder, name, Node.device(entry.type(), entry.major(), entry.minor()));
        }
    }
}
