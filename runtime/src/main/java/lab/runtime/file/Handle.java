package lab.runtime.file;

import java.io.IOException;

/** A file of a tree that is held; {@code O_PATH}. Whatever happens to its name, this is the file. */
public final class Handle implements AutoCloseable {

    private final Tree tree;
    private final int number;
    private final String path;
    private boolean closed;

    Handle(Tree tree, int number, String path) {
        this.tree = tree;
        this.number = number;
        this.path = path;
    }

    /** Its number among the deputy's descriptors. */
    int number() {
        return number;
    }

    /** By which path it was found, for messages. */
    public String path() {
        return path;
    }

    /** The path of a name in it, for messages. */
    String below(String name) {
        return (path.endsWith("/") ? path : path + "/") + RawText.shown(name);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            tree.close(number);
        }
    }
}
