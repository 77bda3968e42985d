package lab.grader.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.jr.ob.JSON;

/*
 * How a line gets into the file
 * =============================
 * A lock on the file makes reading the last line's hash and writing the next line one act, also between two shells. The line itself is
 * written by one write(2) in append mode. A shell that is killed by then has written the line, nothing of it, or (a write of several pages
 * may be cut short) its beginning. The lock goes with the process. Who writes next finds a file that does not end with a line's end, ends the torn
 * line, and links to the last whole line instead. Nothing that was written is ever changed or taken away.
 */

/** A file of JSON lines that only ever grows, in which each line carries the hash of the line before. Safe for use by several threads and processes. */
final class ChainedFile implements AutoCloseable {
    private static final int TAIL = 1 << 16;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final FileChannel appender;
    private final FileChannel reader;
    private long knownSize = -1;
    private String head = JournalText.ORIGIN;

    private ChainedFile(FileChannel appender, FileChannel reader) {
        this.appender = appender;
        this.reader = reader;
    }

    static ChainedFile open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel appender = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new ChainedFile(appender, FileChannel.open(file, StandardOpenOption.READ));
    }

    synchronized void append(Map<String, Object> fields) throws IOException {
        try (FileLock lock = lock()) {
            if (!lock.isValid()) {
                throw new IOException("lock the journal: the lock was lost");
            }
            if (reader.size() != knownSize) {
                link();
            }
            Map<String, Object> chained = new LinkedHashMap<>();
            chained.put("v", Lines.VERSION);
            chained.put(JournalText.PREV, head);
            chained.putAll(fields);
            byte[] line = JSON.std.asString(chained).getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                    .put(line)
                    .put((byte) '\n')
                    .flip();
            write(bytes);
            head = JournalText.hash(line);
            knownSize = reader.size();
        }
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            appender.close();
        }
    }

    /** Finds the last whole line, and ends a torn one. */
    private void link() throws IOException {
        long size = reader.size();
        head = JournalText.ORIGIN;
        for (long tail = TAIL; size > 0; tail *= 4) {
            long from = Math.max(0, size - tail);
            byte[] bytes = read(from, (int) (size - from));
            if (bytes[bytes.length - 1] != '\n') {
                write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            List<byte[]> lines = JournalText.split(bytes);
            for (int i = lines.size() - 1; i >= (from == 0 ? 0 : 1); i--) {
                if (JournalText.object(lines.get(i)).isPresent()) {
                    head = JournalText.hash(lines.get(i));
                    return;
                }
            }
            if (from == 0) {
                return;
            }
            size = reader.size();
        }
    }

    private byte[] read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && reader.read(bytes, from + bytes.position()) >= 0) {
            // a read may bring less than was asked for
        }
        return bytes.array();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            appender.write(bytes);
        }
    }

    /** Java refuses a lock that another channel of this process holds, instead of waiting for it. */
    private FileLock lock() throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return appender.lock();
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() > end) {
                    throw new IOException("lock the journal: another part of this lab has held it for ten seconds", e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the lock of the journal");
        }
    }
}
