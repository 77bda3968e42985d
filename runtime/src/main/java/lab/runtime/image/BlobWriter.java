package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileLock;
import lab.runtime.layer.Hasher;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is being written. It is in the store once {@link #commit()} has returned. Closed without that it is gone, or, if it was
 * resumed, what has come so far stays for the next attempt.
 */
public final class BlobWriter extends OutputStream {

    private static final int BLOCK = 1 << 16;

    private final Blobs blobs;
    private final Path temporary;
    private final FileChannel channel;
    private final String algorithm;
    private Hasher hasher;
    private final @Nullable Descriptor expected;
    private final @Nullable Fd lock;
    private long position;
    private boolean keep;

    private BlobWriter(
            Blobs blobs, Path temporary, FileChannel channel, @Nullable Descriptor expected, @Nullable Fd lock) {
        this.blobs = blobs;
        this.temporary = temporary;
        this.channel = channel;
        this.expected = expected;
        this.lock = lock;
        this.algorithm = expected == null ? "sha256" : expected.digest().algorithm();
        this.hasher = Hasher.of(algorithm);
    }

    static BlobWriter create(Blobs blobs, Path temporary, @Nullable Descriptor expected) throws IOException {
        return new BlobWriter(blobs, temporary, open(temporary), expected, null);
    }

    /** Goes on where an earlier attempt ended, whose bytes are hashed again; starts a file of its own if another is just at it. */
    static BlobWriter resume(Blobs blobs, Path partial, Descriptor expected) throws IOException {
        var channel = open(partial);
        var lock = FileLock.tryFile(partial);
        if (lock.isEmpty()) {
            channel.close();
            return create(blobs, blobs.temporary(), expected);
        }
        var writer = new BlobWriter(blobs, partial, channel, expected, lock.get());
        writer.keep = true;
        writer.takeUp();
        return writer;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void takeUp() throws IOException {
        if (expected != null && channel.size() > expected.size()) {
            channel.truncate(0);
        }
        var buffer = ByteBuffer.allocate(BLOCK);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            position += buffer.remaining();
            hasher.update(buffer.array(), 0, buffer.remaining());
            buffer.clear();
        }
    }

    /** How many bytes it has, those of an earlier attempt included: where a transfer goes on. */
    public long position() {
        return position;
    }

    /** Drops what an earlier attempt left, for a sender that cannot go on in the middle. */
    public void restart() throws IOException {
        channel.truncate(0);
        channel.position(0);
        position = 0;
        hasher.close();
        hasher = Hasher.of(algorithm);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (expected != null && position + length > expected.size()) {
            keep = false;
            throw new ImageException("size mismatch: blob " + expected.digest() + " shall have " + expected.size()
                    + " bytes, and more came");
        }
        hasher.update(bytes, from, length);
        var buffer = ByteBuffer.wrap(bytes, from, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        position += length;
    }

    /**
     * Checks it and puts it into the store.
     *
     * @return its digest; {@link #position()} is its size
     * @throws ImageException if it was expected to be another; nothing of it stays
     */
    public Digest commit() throws IOException {
        var digest = new Digest(algorithm, hasher.hex());
        if (expected != null && position != expected.size()) {
            throw new ImageException("size mismatch: blob " + expected.digest() + " shall have " + expected.size()
                    + " bytes, and " + position + " came");
        }
        if (expected != null && !digest.equals(expected.digest())) {
            keep = false;
            throw new ImageException(
                    "digest mismatch: blob " + expected.digest() + " was expected, and what came is " + digest);
        }
        channel.force(true);
        blobs.place(temporary, digest);
        return digest;
    }

    /**
     * The same for a blob whose digest its sender names last.
     *
     * @throws ImageException if it has another; nothing of it stays
     */
    public void commit(Digest named) throws IOException {
        var digest = new Digest(algorithm, hasher.hex());
        if (!digest.equals(named)) {
            keep = false;
            throw new ImageException("digest mismatch: blob " + named + " was named, and what came is " + digest);
        }
        channel.force(true);
        blobs.place(temporary, digest);
    }

    @Override
    public void close() throws IOException {
        hasher.close();
        try (lock;
                channel) {
            if (!keep || position == 0) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
