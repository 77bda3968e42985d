package lab.runtime.layer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;

/** Gives directories that a layer has files in and does not describe the owner, mode and time that they have in the layers below. */
public final class ParentAttributes {

    private static final byte[] DOT = {'.'};

    private ParentAttributes() {}

    /**
     * Copies them.
     *
     * @param directories paths without a leading slash
     * @param below the folders of the layers below, the uppermost first
     * @param layer the folder of the layer
     */
    public static void copy(List<String> directories, List<Path> below, Path layer) throws IOException {
        try (var tree = new FolderCalls();
                var root = open(layer)) {
            for (var directory : directories) {
                for (var lower : below) {
                    if (copied(tree, root, EntryName.bytes(directory), lower)) {
                        break;
                    }
                }
            }
        }
    }

    private static boolean copied(FolderCalls tree, Fd root, byte[] path, Path lower) throws IOException {
        try (var from = open(lower);
                var source = tree.directory(from, path);
                var target = tree.directory(root, path)) {
            var stat = tree.stat(source, DOT);
            if (stat.isEmpty()) {
                return false;
            }
            var found = stat.get();
            if (Kernel.get().geteuid() == 0) {
                tree.own(target, DOT, (int) found.uid(), (int) found.gid());
            }
            Attributes.set(tree, target, new byte[0], Attributes.get(tree, source, new byte[0]));
            tree.time(target, DOT, found.seconds(), found.nanos());
            tree.mode(target, DOT, found.permissions());
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.EACCES)) {
                return false;
            }
            throw e;
        }
    }

    private static Fd open(Path folder) throws IOException {
        return Kernel.get().open(folder.toString(), OpenFlags.O_PATH | OpenFlags.directory(Arch.current()), 0);
    }
}
