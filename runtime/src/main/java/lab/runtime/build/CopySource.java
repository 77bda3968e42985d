package lab.runtime.build;

import java.io.IOException;
import java.util.Optional;

/**
 * Where an instruction copies from.
 *
 * @param files the files
 * @param key stands for all of them, if they are those of a stage or an image; empty for the build context
 * @param owner what has to be closed behind the files
 */
record CopySource(Context files, Optional<String> key, Closing owner) implements AutoCloseable {

    /** Something that is to be closed. */
    interface Closing extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    @Override
    public void close() throws IOException {
        if (key.isPresent()) {
            try (owner) {
                files.close();
            }
        }
    }
}
