package lab.runtime.image;

import java.nio.file.Path;
import java.util.function.Supplier;

/** One entry of an image that is put together from this host; owner root, time zero. */
sealed interface Entry {

    /** A directory. */
    record Directory(int mode) implements Entry {}

    /** A copy of a file of this host. */
    record Copy(Path source, int mode) implements Entry {}

    /** A file with this text. */
    record Text(String text, int mode) implements Entry {}

    /** A file with these bytes, which the lab makes itself. */
    record Made(Supplier<byte[]> bytes, int mode) implements Entry {}

    /** A symbolic link. */
    record Link(String target) implements Entry {}
}
