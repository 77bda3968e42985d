package lab.runtime.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import org.jspecify.annotations.Nullable;

/** The directories that members are made in: found below the root, made if no member did, the last one kept open. */
final class Parents implements AutoCloseable {

    private final FolderCalls tree;
    private final Fd root;
    private final Hidden hidden;
    private final Set<String> made = new LinkedHashSet<>();
    private @Nullable Fd open;
    private String path = "";
    private boolean stale;

    /** Marks a new directory in place of a whiteout as opaque. */
    interface Hidden {
        /** Marks it. */
        void mark(Fd directory, byte[] name) throws IOException;
    }

    Parents(FolderCalls tree, Fd root, Hidden hidden) {
        this.tree = tree;
        this.root = root;
        this.hidden = hidden;
    }

    /** A directory by its path, valid until the next is asked for. */
    Fd of(String wanted) throws IOException {
        if (wanted.isEmpty()) {
            return root;
        }
        if (open == null || stale || !path.equals(wanted)) {
            close();
            stale = false;
            open = find(wanted);
            path = wanted;
        }
        return open;
    }

    /** Says that something was removed, so that a directory that was found through it may be another now. */
    void forget(String removed) {
        stale = true;
        made.removeIf(p -> p.equals(removed) || p.startsWith(removed + "/"));
    }

    /** The directories that were made here, the outermost first. */
    List<String> implicit() {
        return new ArrayList<>(made);
    }

    private Fd find(String wanted) throws IOException {
        try {
            return tree.directory(root, EntryName.bytes(wanted));
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
        }
        for (var slash = wanted.indexOf('/'); slash >= 0; slash = wanted.indexOf('/', slash + 1)) {
            make(wanted.substring(0, slash));
        }
        make(wanted);
        return tree.directory(root, EntryName.bytes(wanted));
    }

    /** Makes a directory where there is none, in place of a file or of a link that leads nowhere. */
    private void make(String directory) throws IOException {
        try (var there = tree.directory(root, EntryName.bytes(directory))) {
            return;
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
        }
        var slash = directory.lastIndexOf('/');
        var name = EntryName.bytes(directory.substring(slash + 1));
        try (var above = tree.directory(root, EntryName.bytes(slash < 0 ? "" : directory.substring(0, slash)))) {
            var instead = tree.stat(above, name);
            if (instead.isPresent()) {
                RemoveBelow.remove(tree, above, name);
            }
            tree.mkdir(above, name, 0700);
            if (instead.filter(Extraction::isWhiteout).isPresent()) {
                hidden.mark(above, name);
            }
            made.add(directory);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
