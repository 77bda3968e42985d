package lab.runtime.container;

import java.io.IOException;
import lab.runtime.kernel.Fd;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/** The user namespace that id-mapped copies are made with: one for all containers of this JVM, since only its map counts. */
final class SharedUserNamespace implements AutoCloseable {

    private @Nullable Fd fd;

    synchronized Fd of(IdMap map) throws IOException {
        if (fd == null) {
            fd = UserNamespaces.create(map);
        }
        return fd;
    }

    @Override
    public synchronized void close() {
        if (fd != null) {
            fd.close();
            fd = null;
        }
    }
}
