package lab.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blobs of an OCI image layout, {@code blobs/ALGORITHM/HEX}. A blob appears whole, under the digest of its content, or not at all:
 * it is written to a temporary file, checked, flushed to the disk and then renamed. Writing is {@link StoreWriter}'s.
 */
public final class Blobs {

    /** What temporary files are called; whoever may collect garbage may remove them. */
    static final String TEMPORARY = "new";

    private static final String PARTIAL = "part-";

    private final Path folder;

    Blobs(Path folder) {
        this.folder = folder;
    }

    /** The folder {@code blobs}. */
    Path folder() {
        return folder;
    }

    void create() throws IOException {
        Files.createDirectories(folder.resolve("sha256"));
    }

    /** Whether a blob is here. */
    public boolean has(Digest digest) {
        return Files.isRegularFile(file(digest), LinkOption.NOFOLLOW_LINKS);
    }

    /** Its length in bytes; empty if it is not here. */
    public Optional<Long> size(Digest digest) throws IOException {
        try {
            return has(digest) ? Optional.of(Files.size(file(digest))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a blob. Its content is not checked here; {@link VerifyingStream} does it while it is read.
     *
     * @throws ImageException if it is not here
     */
    public InputStream open(Digest digest) throws IOException {
        return Channels.newInputStream(channel(digest));
    }

    /** Opens a blob to read from any place, as a registry serves ranges. */
    public FileChannel channel(Digest digest) throws IOException {
        try {
            return FileChannel.open(file(digest), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new ImageException("blob " + digest + " is not in the store", e);
        }
    }

    /**
     * A short blob whole, such as a manifest or a configuration, checked.
     *
     * @throws ImageException if it is not here, too long, or its content has another digest
     */
    public byte[] read(Digest digest, int limit) throws IOException {
        try (var in = open(digest)) {
            var bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new ImageException("blob " + digest + " is longer than " + limit + " bytes");
            }
            var hasher = digest.hasher();
            hasher.update(bytes);
            if (!Digest.of(hasher).equals(digest)) {
                throw new ImageException("blob " + digest + " in " + folder
                        + " is damaged: its content has another digest; "
                        + "remove the file, and the image is made or pulled again");
            }
            return bytes;
        }
    }

    /** All blobs that are here. */
    public List<Digest> list() throws IOException {
        var blobs = new ArrayList<Digest>();
        for (var algorithm : List.of("sha256", "sha512")) {
            var files = folder.resolve(algorithm);
            if (Files.isDirectory(files)) {
                try (var all = Files.newDirectoryStream(files)) {
                    for (var file : all) {
                        named(algorithm, file.getFileName().toString()).ifPresent(blobs::add);
                    }
                }
            }
        }
        return blobs;
    }

    private static Optional<Digest> named(String algorithm, String name) {
        try {
            return Optional.of(new Digest(algorithm, name));
        } catch (IllegalArgumentException e) {
            // A file that somebody else has put there.
            return Optional.empty();
        }
    }

    /** The file of a blob, for other tools to read. */
    public Path file(Digest digest) {
        return folder.resolve(digest.algorithm()).resolve(digest.hex());
    }

    Path temporary() throws IOException {
        return Files.createTempFile(folder, TEMPORARY, "");
    }

    Path partial(Digest digest) {
        return folder.resolve(PARTIAL + digest.algorithm() + "-" + digest.hex());
    }

    Descriptor put(String mediaType, byte[] bytes) throws IOException {
        var descriptor = Descriptor.of(mediaType, bytes);
        if (!has(descriptor.digest())) {
            try (var writer = BlobWriter.create(this, temporary(), descriptor)) {
                writer.write(bytes);
                writer.commit();
            }
        }
        return descriptor;
    }

    /** Moves a finished file to its place; the folder is flushed, too, so that a crash does not lose the name. */
    void place(Path temporary, Digest digest) throws IOException {
        var file = file(digest);
        Files.createDirectories(file.getParent());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        flush(file.resolveSibling(""));
    }

    void delete(Digest digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    /** Removes what writers left that were killed; nobody may be writing. Returns the bytes freed. */
    long sweep() throws IOException {
        var freed = 0L;
        try (var all = Files.newDirectoryStream(folder, "{" + TEMPORARY + "*," + PARTIAL + "*}")) {
            for (var file : all) {
                freed += Files.size(file);
                Files.delete(file);
            }
        }
        return freed;
    }

    /** Writes a small file so that it appears whole or not at all. */
    static void replace(Path file, byte[] bytes) throws IOException {
        var temporary = Files.createTempFile(file.getParent(), TEMPORARY, "");
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            flush(file.resolveSibling(""));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void flush(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
