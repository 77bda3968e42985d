package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;

/** A registry on loopback that does what a test says, and remembers what it was asked. */
final class FakeRegistry implements AutoCloseable {

    /** Answers one request. */
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private byte[] offered = {};
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Handler> handlers = Collections.synchronizedMap(new HashMap<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> secrets = Collections.synchronizedList(new ArrayList<>());

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(workers);
        server.createContext("/", this::serve);
        server.start();
        on("/v2/", exchange -> answer(exchange, 200, "application/json", TestStore.utf8("{}")));
    }

    String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What was asked for: method, path and query. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    long count(String start) {
        return asked().stream().filter(one -> one.startsWith(start)).count();
    }

    /** The values of all Authorization headers that came. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    FakeRegistry on(String path, Handler handler) {
        handlers.put(path, handler);
        return this;
    }

    /** What answers at a path. */
    Handler handler(String path) {
        return Objects.requireNonNull(handlers.get(path));
    }

    FakeRegistry on(String path, String type, byte[] body) {
        return on(path, exchange -> answer(exchange, 200, type, body));
    }

    /** Offers an image of one layer under {@code box:1}; its blobs are there, too. */
    FakeRegistry offer(byte[] layer) throws IOException {
        var config = ImageConfig.scratch(Instant.EPOCH)
                .plusLayer(Digest.of(layer), ImageConfig.History.of(Instant.EPOCH, "layer", false))
                .bytes();
        var manifest = Manifest.of(
                        Descriptor.of(MediaType.CONFIG, config), List.of(Descriptor.of(MediaType.LAYER, layer)))
                .bytes();
        offered = manifest;
        on("/v2/box/manifests/1", MediaType.MANIFEST, manifest);
        blob(config);
        return blob(layer);
    }

    /** The manifest of what is offered. */
    byte[] manifest() {
        return offered;
    }

    /** The paths of all blobs that are there. */
    List<String> blobs() {
        synchronized (handlers) {
            return handlers.keySet().stream()
                    .filter(path -> path.contains("/blobs/sha"))
                    .toList();
        }
    }

    FakeRegistry blob(byte[] bytes) {
        return on(blobPath(bytes), "application/octet-stream", bytes);
    }

    static String blobPath(byte[] bytes) {
        return "/v2/box/blobs/" + Digest.of(bytes);
    }

    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static void status(HttpExchange exchange, int status, String... headers) throws IOException {
        for (var i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            asked.add(exchange.getRequestMethod() + " " + uri);
            var secret = exchange.getRequestHeaders().getFirst("Authorization");
            if (secret != null) {
                secrets.add(secret);
            }
            var handler = handlers.get(uri.getPath());
            if (handler == null) {
                status(exchange, 404);
            } else {
                handler.handle(exchange);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
