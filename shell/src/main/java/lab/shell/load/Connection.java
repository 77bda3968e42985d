package lab.shell.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lab.shell.load.ExchangeException.Kind;
import org.jspecify.annotations.Nullable;

/** A connection to a service, made when it is needed and made anew when it was lost. */
final class Connection implements AutoCloseable {

    private final Target target;
    private final byte[] request;
    private final long timeout;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocate(16 << 10);
    private @Nullable SocketChannel channel;
    private long deadline;

    Connection(Target target, Duration timeout) throws IOException {
        this.target = target;
        this.request = target.request().getBytes(StandardCharsets.US_ASCII);
        this.timeout = timeout.toNanos();
        this.selector = Selector.open();
    }

    /**
     * Sends a request and reads the answer to its end.
     *
     * @return the status
     * @throws ExchangeException if there is none; the connection is made anew for the next request
     */
    int exchange() throws ExchangeException {
        deadline = System.nanoTime() + timeout;
        try {
            var open = channel == null ? connect() : channel;
            send(open);
            in.clear().limit(0);
            var response = new Response(() -> read(open));
            var status = response.read();
            if (!response.stays()) {
                drop();
            }
            return status;
        } catch (ExchangeException e) {
            drop();
            throw e;
        } catch (ConnectException | NoRouteToHostException e) {
            drop();
            throw new ExchangeException(Kind.REFUSED, e);
        } catch (IOException e) {
            var refused = channel == null || !channel.isConnected();
            drop();
            throw new ExchangeException(refused ? Kind.REFUSED : Kind.RESET, e);
        }
    }

    private SocketChannel connect() throws IOException {
        var tcp = target.address() instanceof InetSocketAddress;
        var open = tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        channel = open;
        open.configureBlocking(false);
        if (tcp) {
            open.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        if (!open.connect(target.address())) {
            while (!open.finishConnect()) {
                await(open, SelectionKey.OP_CONNECT);
            }
        }
        return open;
    }

    private void send(SocketChannel open) throws IOException {
        var out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            if (open.write(out) == 0) {
                await(open, SelectionKey.OP_WRITE);
            }
        }
    }

    /** The next byte of the answer, -1 at its end. */
    private int read(SocketChannel open) throws IOException {
        while (!in.hasRemaining()) {
            in.clear();
            var count = open.read(in);
            in.flip();
            if (count < 0) {
                return -1;
            }
            if (count == 0) {
                await(open, SelectionKey.OP_READ);
            }
        }
        return in.get() & 0xff;
    }

    private void await(SocketChannel open, int operation) throws IOException {
        var millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new ExchangeException(Kind.TIMEOUT, "no answer from " + target.shown() + " in time");
        }
        open.register(selector, operation);
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    private void drop() {
        var lost = channel;
        channel = null;
        if (lost != null) {
            try {
                lost.close();
                selector.selectNow();
            } catch (IOException e) {
                // It is lost, whatever its end said; the next request makes another one.
                in.clear().limit(0);
            }
        }
    }

    @Override
    public void close() throws IOException {
        drop();
        selector.close();
    }
}
