package lab.runtime.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.FolderCalls;

/*
 * Each member is made below a descriptor of its directory, which the kernel found below the root's descriptor as if that were the root of
 * all (openat2(2), RESOLVE_IN_ROOT): no "..", no link of the layer and no race with anybody leads out. The last part of a name is never
 * followed.
 *
 * Whiteouts become what overlayfs has for them: a character device 0:0, and an attribute on an opaque directory. Entries of the same layer
 * survive a whiteout, whichever comes first: a directory that is whited out and made anew is opaque.
 *
 * Directories are open to this user until all is done, and get their mode and time at the end, the innermost first.
 */
/** Makes the files of one layer in an empty folder. */
final class Extraction implements AutoCloseable {

    private static final byte[] SELF = {};
    private static final byte[] DOT = {'.'};
    private static final int S_IFIFO = 0010000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFBLK = 0060000;

    private final FolderCalls tree = new FolderCalls();
    private final byte[] buffer = new byte[1 << 17];
    private final Fd root;
    private final Ownership owners;
    private final Parents parents;
    private final Map<String, TarEntry> directories = new TreeMap<>(Comparator.reverseOrder());

    Extraction(Fd root, Ownership owners) {
        this.root = root;
        this.owners = owners;
        this.parents = new Parents(tree, root, this::opaque);
    }

    /** Makes the file of a member, whose content is read if it has one. */
    void add(TarEntry entry, TarReader content) throws IOException {
        var name = EntryName.of(entry.name());
        if (name.isRoot()) {
            if (entry.type() != TarEntry.DIRECTORY) {
                throw new LayerException("the layer has something else than a directory in place of its root");
            }
            directories.put("", entry);
        } else if (name.isOpaque()) {
            opaque(parents.of(name.parent()), SELF);
        } else if (name.isWhiteout()) {
            if (!name.isRemark()) {
                whiteout(name.hidden());
            }
        } else {
            try {
                make(entry, name, content);
            } catch (ErrnoException e) {
                throw new LayerException("unpacking " + entry.shown() + ": " + e.getMessage(), e);
            }
        }
    }

    private void make(TarEntry entry, EntryName name, TarReader content) throws IOException {
        var parent = parents.of(name.parent());
        var base = EntryName.bytes(name.base());
        switch (entry.type()) {
            case TarEntry.FILE -> file(entry, name, parent, base, content);
            case TarEntry.DIRECTORY -> directory(entry, name, parent, base);
            case TarEntry.HARD_LINK -> hardLink(entry, name, parent, base);
            case TarEntry.SYMBOLIC_LINK -> {
                placed(parent, name, () -> tree.symlink(entry.link(), parent, base));
                owners.set(tree, parent, base, name.path(), entry);
                Attributes.set(tree, parent, base, entry.attributes());
                tree.time(parent, base, entry.seconds(), entry.nanos());
            }
            default -> node(entry, name, parent, base);
        }
    }

    /** A call that makes a name. */
    private interface Make {
        void run() throws IOException;
    }

    /** Makes a name, in place of what an earlier member has made of it. */
    private void placed(Fd parent, EntryName name, Make make) throws IOException {
        try {
            make.run();
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            clear(parent, name);
            make.run();
        }
    }

    private void file(TarEntry entry, EntryName name, Fd parent, byte[] base, TarReader content) throws IOException {
        var made = new ArrayList<Fd>();
        placed(parent, name, () -> made.add(tree.create(parent, base, 0600)));
        try (var file = made.get(0)) {
            for (var n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                tree.write(file, buffer, 0, n);
            }
            owners.set(tree, file, SELF, name.path(), entry);
            tree.mode(file, entry.mode());
            Attributes.set(tree, parent, base, entry.attributes());
            tree.time(file, SELF, entry.seconds(), entry.nanos());
        }
    }

    private void directory(TarEntry entry, EntryName name, Fd parent, byte[] base) throws IOException {
        try {
            tree.mkdir(parent, base, 0700);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            var there = tree.stat(parent, base);
            if (there.filter(stat -> stat.type().equals("dir")).isEmpty()) {
                var hidden = there.filter(Extraction::isWhiteout).isPresent();
                clear(parent, name);
                tree.mkdir(parent, base, 0700);
                if (hidden) {
                    opaque(parent, base);
                }
            }
        }
        directories.put(name.path(), entry);
    }

    private void hardLink(TarEntry entry, EntryName name, Fd parent, byte[] base) throws IOException {
        var target = EntryName.of(entry.link());
        if (target.isRoot() || target.equals(name)) {
            throw new LayerException(entry.shown() + " is a hard link to itself or to the root");
        }
        try (var from = tree.directory(root, EntryName.bytes(target.parent()))) {
            placed(parent, name, () -> tree.link(from, EntryName.bytes(target.base()), parent, base));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                throw new LayerException(
                        entry.shown() + " is a hard link to " + TarEntry.shown(entry.link())
                                + ", which the layer does not have",
                        e);
            }
            throw e;
        }
    }

    /** A FIFO, or a device, which only root can make; a device 0:0 would be a whiteout in disguise. */
    private void node(TarEntry entry, EntryName name, Fd parent, byte[] base) throws IOException {
        var isFifo = entry.type() == TarEntry.FIFO;
        if (!isFifo && (!owners.root() || entry.major() == 0 && entry.minor() == 0)) {
            return;
        }
        var type = isFifo ? S_IFIFO : entry.type() == TarEntry.CHARACTER ? S_IFCHR : S_IFBLK;
        var device = entry.minor() & 0xff | entry.major() << 8 | (entry.minor() & ~0xffL) << 12;
        placed(parent, name, () -> tree.node(parent, base, type | 0600, isFifo ? 0 : device));
        owners.set(tree, parent, base, name.path(), entry);
        tree.mode(parent, base, entry.mode());
        Attributes.set(tree, parent, base, entry.attributes());
        tree.time(parent, base, entry.seconds(), entry.nanos());
    }

    private void whiteout(EntryName hidden) throws IOException {
        var parent = parents.of(hidden.parent());
        var base = EntryName.bytes(hidden.base());
        var there = tree.stat(parent, base);
        if (there.isEmpty()) {
            tree.node(parent, base, S_IFCHR, 0);
        } else if (there.get().type().equals("dir")) {
            opaque(parent, base);
        }
    }

    private void opaque(Fd directory, byte[] name) throws IOException {
        var error = tree.attribute(directory, name, Attributes.opaque(owners.root()), new byte[] {'y'});
        if (error != 0) {
            throw new LayerException("an opaque directory cannot be marked: "
                    + new ErrnoException("lsetxattr", Attributes.opaque(owners.root()), error).getMessage()
                    + "; the images must lie on a file system with extended attributes");
        }
    }

    static boolean isWhiteout(FileStat stat) {
        return stat.type().equals("char") && stat.number() == 0;
    }

    private void clear(Fd parent, EntryName name) throws IOException {
        RemoveBelow.remove(tree, parent, EntryName.bytes(name.base()));
        directories.keySet().removeIf(path -> path.equals(name.path()) || path.startsWith(name.path() + "/"));
        parents.forget(name.path());
    }

    /**
     * Gives directories their attributes.
     *
     * @return the directories that no member described, the outermost first
     */
    List<String> finish() throws IOException {
        var implicit = parents.implicit().stream()
                .filter(path -> !directories.containsKey(path))
                .toList();
        implicit.forEach(
                path -> directories.put(path, TarEntry.of(EntryName.bytes(path), TarEntry.DIRECTORY, 0755, 0)));
        directories.putIfAbsent("", TarEntry.of(SELF, TarEntry.DIRECTORY, 0755, 0));
        for (var directory : directories.entrySet()) {
            describe(directory.getKey(), directory.getValue());
        }
        return implicit;
    }

    /** The mode comes last: it may close the directory to this user. */
    private void describe(String path, TarEntry entry) throws IOException {
        try (var open = tree.directory(root, EntryName.bytes(path))) {
            owners.set(tree, open, SELF, path, entry);
            Attributes.set(tree, open, SELF, entry.attributes());
            tree.time(open, DOT, entry.seconds(), entry.nanos());
            tree.mode(open, DOT, entry.mode());
        }
    }

    @Override
    public void close() {
        parents.close();
        tree.close();
    }
}
