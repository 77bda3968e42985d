package lab.runtime.build;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lab.runtime.file.Handle;
import lab.runtime.file.RawText;
import lab.runtime.file.Tree;
import lab.runtime.file.TreeTar;

/** A tar that {@code ADD} unpacks: plain, or compressed with gzip. */
final class Archive {

    private static final int BLOCK = 512;
    private static final int MAGIC = 257;
    private static final String USTAR = "ustar";

    private Archive() {}

    /**
     * Whether a file is one, by its content.
     *
     * @throws BuildException if it is one in a compression that is not known here
     */
    static boolean is(Tree tree, Handle file) throws IOException {
        if (!tree.stat(file).file()) {
            return false;
        }
        try (var in = plain(new BufferedInputStream(tree.read(file)))) {
            var block = RawText.of(in.readNBytes(BLOCK));
            if (block.startsWith("BZh") || block.startsWith("\u00fd7zXZ\0") || block.startsWith("(\u00b5/\u00fd")) {
                throw new BuildException(
                        RawText.shown(file.path()) + ": ADD unpacks tar and tar.gz; for another compression COPY the "
                                + "file and RUN the program that unpacks it",
                        1,
                        null);
            }
            return block.length() == BLOCK && block.startsWith(USTAR, MAGIC);
        } catch (ZipException | EOFException e) {
            // It begins like a compressed file and is none.
            return false;
        }
    }

    private static InputStream plain(BufferedInputStream in) throws IOException {
        in.mark(2);
        var gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in) : in;
    }

    /** Unpacks one below a directory of an image. */
    static void unpack(InputStream in, Tree image, String target) throws IOException {
        new TreeTar(image, target, true).unpack(plain(new BufferedInputStream(in)));
    }
}
