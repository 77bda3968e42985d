package lab.runtime.layer;

import java.io.IOException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;

/** Removes a name from a directory with all that is below it, by descriptors: no link is followed on the way. */
final class RemoveBelow {

    private RemoveBelow() {}

    /** Removes it if it is there. */
    static void remove(FolderCalls tree, Fd directory, byte[] name) throws IOException {
        var stat = tree.stat(directory, name);
        if (stat.isEmpty()) {
            return;
        }
        var isDirectory = stat.get().type().equals("dir");
        if (isDirectory) {
            if ((stat.get().mode() & 0700) != 0700) {
                tree.mode(directory, name, 0700);
            }
            try (var inside = tree.listing(directory, name)) {
                for (var below : tree.names(inside)) {
                    remove(tree, inside, below.bytes());
                }
            }
        }
        tree.remove(directory, name, isDirectory);
    }
}
