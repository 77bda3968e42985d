package lab.runtime.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** What a stream gives, read ahead by another thread: one core decompresses and hashes while another makes files. */
final class Chunks extends InputStream {

    private static final int SIZE = 1 << 17;
    private static final int AHEAD = 24;

    /** A piece, or the end, or the failure that ended it. */
    private record Chunk(byte[] bytes, int length, @Nullable IOException failure) {}

    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(AHEAD + 2);
    private final Thread thread;
    private @Nullable Chunk chunk;
    private int at;

    /** Opens and reads a stream on the thread that reads ahead. */
    interface Source {
        /** Opens it. */
        InputStream open() throws IOException;
    }

    Chunks(Source source, String name) {
        thread = new Thread(() -> produce(source), name);
        thread.setDaemon(true);
        // A library that trips over damaged bytes may throw anything; whoever reads must hear of it and not wait.
        thread.setUncaughtExceptionHandler((ended, e) -> give(new IOException("a layer cannot be read: " + e, e)));
        thread.start();
    }

    private void give(IOException failure) {
        try {
            full.put(new Chunk(TarEntry.NONE, -1, failure));
        } catch (InterruptedException e) {
            // Nobody reads any more.
            Thread.currentThread().interrupt();
        }
    }

    private void produce(Source source) {
        try {
            try (var in = source.open()) {
                var n = 0;
                while (n >= 0) {
                    var spare = empty.poll();
                    var bytes = spare == null ? new byte[SIZE] : spare;
                    n = Math.max(-1, in.readNBytes(bytes, 0, SIZE));
                    if (n == 0) {
                        n = -1;
                    } else {
                        full.put(new Chunk(bytes, n, null));
                    }
                }
                full.put(new Chunk(TarEntry.NONE, -1, null));
            } catch (IOException e) {
                full.put(new Chunk(TarEntry.NONE, -1, e));
            }
        } catch (InterruptedException e) {
            // Nobody reads any more.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var current = current();
        if (current.length < 0) {
            return -1;
        }
        var n = Math.min(length, current.length - at);
        System.arraycopy(current.bytes, at, into, from, n);
        at += n;
        return n;
    }

    private Chunk current() throws IOException {
        var current = chunk;
        if (current == null || at == current.length) {
            if (current != null) {
                empty.offer(current.bytes);
            }
            try {
                current = full.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a layer was unpacked");
            }
            if (current.failure != null) {
                throw current.failure;
            }
            chunk = current;
            at = 0;
        }
        return current;
    }

    /** Ends the other thread and waits for it. */
    @Override
    public void close() {
        var interrupted = false;
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
