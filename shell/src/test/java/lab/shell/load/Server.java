package lab.shell.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server on the loopback interface that gives each request the same answer, some at a time. */
final class Server implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final Semaphore places;
    private final long millis;
    private final String answer;

    /**
     * A server.
     *
     * @param places how many requests are in work at a time
     * @param millis how long a request is in work
     */
    Server(int places, long millis, String answer) throws IOException {
        this.places = new Semaphore(places, true);
        this.millis = millis;
        this.answer = answer;
        daemon(this::accept);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    private void accept() {
        for (var socket = next(); socket != null; socket = next()) {
            var connection = socket;
            daemon(() -> serve(connection));
        }
    }

    private @Nullable Socket next() {
        try {
            return listener.accept();
        } catch (IOException e) {
            // Closed: the test is over.
            return null;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = socket.getInputStream();
            var buffer = new byte[4096];
            while (in.read(buffer) > 0) {
                places.acquire();
                TimeUnit.MILLISECONDS.sleep(millis);
                places.release();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (!answer.contains("Content-Length") && !answer.contains("chunked")) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
