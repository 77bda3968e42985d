package lab.runtime.observe;

import java.util.function.Function;

/** The facts of a file, as one process finds it. */
final class FileShape {
    /** All facts of a file. */
    static final Shape<FileView> FILE = Shape.<FileView>of("file")
            .exists("whether there is such a file")
            .leaf(
                    "type",
                    Kind.TEXT,
                    "file, dir, fifo, socket, char or block",
                    f -> Read.value(f.stat().type(), ""))
            .leaf("text", Kind.TEXT, "its content without the last line end", FileView::text)
            .leaf("sha256", Kind.TEXT, "the SHA-256 of its content, 64 hexadecimal digits", FileView::sha256)
            .leaf(
                    "interpreter",
                    Kind.TEXT,
                    "for a program in ELF, the loader that the kernel starts first; null if it needs none",
                    FileView::interpreter)
            .leaf(
                    "libraries",
                    Kind.TEXTS,
                    "for a program in ELF, the names of the libraries it asks its loader for",
                    FileView::libraries)
            .leaf(
                    "size",
                    Kind.NUMBER,
                    "its length in bytes",
                    f -> Read.value(f.stat().size(), ""))
            .leaf(
                    "mode",
                    Kind.TEXT,
                    "its permissions in octal, such as 0644",
                    f -> Read.value(String.format("%04o", f.stat().permissions()), ""))
            .leaf(
                    "uid",
                    Kind.NUMBER,
                    "its owner, as the host sees it",
                    f -> Read.value(f.stat().uid(), ""))
            .leaf(
                    "gid",
                    Kind.NUMBER,
                    "its group, as the host sees it",
                    f -> Read.value(f.stat().gid(), ""))
            .leaf(
                    "inode",
                    Kind.NUMBER,
                    "its number in its file system",
                    f -> Read.value(f.stat().inode(), ""))
            .leaf(
                    "device",
                    Kind.NUMBER,
                    "the device it lies on",
                    f -> Read.value(f.stat().device(), ""))
            .build();

    private FileShape() {}

    /** Adds {@code file(path)}. */
    static <S> ShapeBuilder<S> addTo(ShapeBuilder<S> shape, Function<S, ProcessView> process) {
        return shape.keyed(
                "file",
                "the file at this path, as it sees it",
                () -> FILE,
                (s, path) -> FileView.find(process.apply(s), path));
    }
}
