package lab.runtime.registry;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before the HTTP server and sends away at once who speaks TLS. Other tools try that first, also with a registry that they were told
 * is insecure; the JDK's server would wait for the end of a line that never comes, and they for ten seconds.
 */
final class Doorman implements Closeable {

    /** The first byte of a TLS connection: a handshake record; RFC 8446, 5.1. */
    private static final int HANDSHAKE = 0x16;

    private static final int BLOCK = 1 << 16;
    private static final long REST_NANOS = 20_000_000;

    private final ServerSocketChannel door;
    private final InetSocketAddress inside;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "lab-registry-door");
        thread.setDaemon(true);
        return thread;
    });

    private Doorman(ServerSocketChannel door, InetSocketAddress inside) {
        this.door = door;
        this.inside = inside;
    }

    /**
     * Opens the door.
     *
     * @param outside where others come to
     * @param inside where the server is
     */
    static Doorman open(InetSocketAddress outside, InetSocketAddress inside) throws IOException {
        var door = ServerSocketChannel.open();
        try {
            door.bind(outside);
        } catch (IOException e) {
            door.close();
            throw e;
        }
        var doorman = new Doorman(door, inside);
        doorman.workers.execute(doorman::receive);
        return doorman;
    }

    int port() {
        return door.socket().getLocalPort();
    }

    private void receive() {
        while (door.isOpen()) {
            try {
                var guest = door.accept();
                open.add(guest);
                workers.execute(() -> admit(guest));
            } catch (IOException e) {
                // Closed, which ends the loop; or no descriptor is left, and some guest has to leave first.
                LockSupport.parkNanos(REST_NANOS);
            } catch (RejectedExecutionException e) {
                // Closed in this moment; so are the guests.
                return;
            }
        }
    }

    private void admit(SocketChannel guest) {
        try {
            var first = ByteBuffer.allocate(1);
            if (guest.read(first) < 1 || first.get(0) == HANDSHAKE) {
                close(guest);
                return;
            }
            var server = SocketChannel.open(inside);
            open.add(server);
            server.write(first.flip());
            workers.execute(() -> copy(guest, server));
            copy(server, guest);
            close(server);
            close(guest);
        } catch (IOException e) {
            // The guest has left, or the house is closed.
            close(guest);
        }
    }

    /** Carries all that one says to the other; when the server has no more to say, both are done. */
    private void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(BLOCK);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has left, so nobody waits for the rest.
            close(from);
            close(to);
        }
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(this::close);
        workers.shutdownNow();
    }
}
