package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageStore;
import lab.runtime.image.Index;
import lab.runtime.image.MediaType;

/**
 * The store as a registry, for programs of this machine; distribution-spec 1.1. There is one store behind all repositories, so a blob that
 * is here is in each of them. It listens on 127.0.0.1 only, and a page in a browser cannot speak to it: requests that name another host, or
 * come from a page, are refused.
 */
public final class RegistryServer implements Closeable {

    /** The usual port of a registry. */
    public static final int PORT = 5000;

    private static final int THREADS = 8;
    private static final int BACKLOG = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int LOOK_SECONDS = 5;
    private static final int MOST_LISTED = 1000;

    private static final String NAME = "/v2/([a-z0-9][a-z0-9._/-]{0,254})";
    private static final Pattern MANIFEST = Pattern.compile(NAME + "/manifests/([A-Za-z0-9_][A-Za-z0-9_.:-]*)");
    private static final Pattern BLOB = Pattern.compile(NAME + "/blobs/([a-z0-9]+:[^/]*)");
    private static final Pattern UPLOADS = Pattern.compile(NAME + "/blobs/uploads/?");
    private static final Pattern UPLOAD = Pattern.compile(NAME + "/blobs/uploads/([0-9a-f-]{36})");
    private static final Pattern TAGS = Pattern.compile(NAME + "/tags/list");
    private static final Pattern REFERRERS = Pattern.compile(NAME + "/referrers/([^/]+)");
    private static final Pattern LOCAL = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

    private final HttpServer server;
    private final Doorman door;
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;
    private final ScheduledFuture<?> ticking;
    private final boolean readOnly;
    private final Consumer<String> log;
    private final ServedNames names;
    private final ManifestEndpoint manifests;
    private final BlobEndpoint blobs;
    private final UploadEndpoint uploads;
    private final Lease lease;

    private RegistryServer(HttpServer server, Doorman door, ImageStore store, boolean readOnly, Consumer<String> log) {
        this.server = server;
        this.door = door;
        this.readOnly = readOnly;
        this.log = log;
        this.workers = Executors.newFixedThreadPool(THREADS, work -> daemon(work, "lab-registry"));
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "lab-registry-clock"));
        this.lease = new Lease(store, LEASE);
        this.names = new ServedNames(store);
        this.manifests = new ManifestEndpoint(store, names, lease);
        this.blobs = new BlobEndpoint(store.blobs());
        this.uploads = new UploadEndpoint(store.blobs(), lease, PATIENCE);
        this.ticking = clock.scheduleWithFixedDelay(this::tidy, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Starts to serve.
     *
     * @param port where; 0 takes a free one
     * @param readOnly whether pushes are refused
     * @param log is told of each request, a line each
     */
    public static RegistryServer start(ImageStore store, int port, boolean readOnly, Consumer<String> log)
            throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var http = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
        Doorman door;
        try {
            door = Doorman.open(new InetSocketAddress(loopback, port), http.getAddress());
        } catch (BindException e) {
            http.stop(0);
            throw new RegistryException(
                    "port " + port + " of 127.0.0.1 cannot be had: " + e.getMessage() + "; --port 0 takes a free one",
                    e);
        }
        var made = new RegistryServer(http, door, store, readOnly, log);
        http.setExecutor(made.workers);
        http.createContext("/", made::serve);
        http.start();
        return made;
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens. */
    public int port() {
        return door.port();
    }

    /** Its host as it stands in names of images. */
    public String name() {
        return "127.0.0.1:" + port();
    }

    private void tidy() {
        try {
            uploads.expire();
        } catch (IOException e) {
            log.accept("an upload could not be dropped: " + e.getMessage());
        }
        lease.expire(uploads.busy());
    }

    private void serve(HttpExchange exchange) throws IOException {
        var reply = new Reply(exchange);
        try (exchange) {
            try {
                guard(exchange);
                route(exchange, reply);
            } catch (Reply.Refusal e) {
                drain(exchange);
                reply.refuse(e);
            } catch (IllegalArgumentException e) {
                reply.refuse(new Reply.Refusal(400, "UNSUPPORTED", String.valueOf(e.getMessage())));
            }
        } finally {
            log.accept(exchange.getRequestMethod() + " "
                    + RegistryException.printable(exchange.getRequestURI().toString()) + " "
                    + exchange.getResponseCode());
        }
    }

    /** A client that is still sending hears the answer only after that; one that sends much is not waited for. */
    private static void drain(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readNBytes(1 << 20);
    }

    private void guard(HttpExchange exchange) throws Reply.Refusal {
        var headers = exchange.getRequestHeaders();
        var host = headers.getFirst("Host");
        if (host == null || !LOCAL.matcher(host).matches() || headers.containsKey("Origin")) {
            throw new Reply.Refusal(403, "DENIED", "this registry is for programs of this machine");
        }
        var reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
        if (readOnly && !reads) {
            throw new Reply.Refusal(405, "UNSUPPORTED", "this registry is read-only");
        }
    }

    private void route(HttpExchange exchange, Reply reply) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/") || path.equals("/v2")) {
            reply.json(Map.of());
            return;
        }
        if (path.equals("/v2/_catalog")) {
            listed(exchange, reply, "repositories", new LinkedHashMap<>(), names.repositories());
            return;
        }
        for (var route : routes()) {
            var match = route.pattern.matcher(path);
            if (match.matches()) {
                route.handler.handle(exchange, reply, match);
                return;
            }
        }
        throw new Reply.Refusal(404, "NAME_UNKNOWN", "a registry has nothing at " + RegistryException.printable(path));
    }

    private interface Handler {
        void handle(HttpExchange exchange, Reply reply, Matcher match) throws IOException;
    }

    private record Route(Pattern pattern, Handler handler) {}

    private List<Route> routes() {
        return List.of(
                new Route(UPLOADS, this::uploads),
                new Route(UPLOAD, this::upload),
                new Route(BLOB, this::blob),
                new Route(MANIFEST, this::manifest),
                new Route(TAGS, this::tags),
                new Route(REFERRERS, this::referrers));
    }

    private void uploads(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        method(exchange, "POST");
        uploads.post(exchange, reply, match.group(1));
    }

    private void upload(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        var repository = match.group(1);
        var id = match.group(2);
        switch (exchange.getRequestMethod()) {
            case "GET" -> uploads.get(reply, repository, id);
            case "PATCH" -> uploads.patch(exchange, reply, repository, id);
            case "PUT" -> uploads.put(exchange, reply, repository, id);
            case "DELETE" -> uploads.delete(reply, id);
            default -> method(exchange, "GET", "PATCH", "PUT", "DELETE");
        }
    }

    private void blob(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        method(exchange, "GET", "HEAD");
        var digest = digest(match.group(2))
                .orElseThrow(() ->
                        new Reply.Refusal(400, "DIGEST_INVALID", "a digest is sha256: and 64 hexadecimal digits"));
        blobs.get(exchange, reply, digest);
    }

    private void manifest(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        method(exchange, "GET", "HEAD", "PUT");
        if (match.group(2).contains(":") && digest(match.group(2)).isEmpty()) {
            throw new Reply.Refusal(400, "DIGEST_INVALID", "a digest is sha256: and 64 hexadecimal digits");
        }
        if (exchange.getRequestMethod().equals("PUT")) {
            manifests.put(exchange, reply, match.group(1), match.group(2));
        } else {
            manifests.get(reply, match.group(1), match.group(2));
        }
    }

    private void tags(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        method(exchange, "GET");
        var tags = names.tags(match.group(1));
        if (tags.isEmpty()) {
            throw new Reply.Refusal(404, "NAME_UNKNOWN", "there is no image called " + match.group(1));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", match.group(1));
        listed(exchange, reply, "tags", answer, tags);
    }

    /** No image here says that it belongs to another, so the list is empty. */
    private void referrers(HttpExchange exchange, Reply reply, Matcher match) throws IOException {
        method(exchange, "GET");
        if (digest(match.group(2)).isEmpty()) {
            throw new Reply.Refusal(400, "DIGEST_INVALID", "a digest is sha256: and 64 hexadecimal digits");
        }
        reply.bytes(200, MediaType.INDEX, Index.of(List.of()).bytes());
    }

    /** A list, or a page of it: {@code n} entries after {@code last}. */
    private static void listed(
            HttpExchange exchange, Reply reply, String field, Map<String, Object> answer, List<String> all)
            throws IOException {
        var last = Reply.parameter(exchange, "last");
        var n = Reply.parameter(exchange, "n");
        var most = n.matches("[0-9]{1,4}") ? Math.min(Integer.parseInt(n), MOST_LISTED) : MOST_LISTED;
        var rest = all.stream().filter(one -> one.compareTo(last) > 0).toList();
        var page = rest.subList(0, Math.min(most, rest.size()));
        if (page.size() < rest.size() && !page.isEmpty()) {
            reply.header(
                    "Link",
                    "<" + exchange.getRequestURI().getPath() + "?n=" + most + "&last=" + page.get(page.size() - 1)
                            + ">; rel=\"next\"");
        }
        answer.put(field, page);
        reply.json(answer);
    }

    private static void method(HttpExchange exchange, String... allowed) throws Reply.Refusal {
        if (!List.of(allowed).contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", allowed));
            throw new Reply.Refusal(405, "UNSUPPORTED", "this can't be done here: " + exchange.getRequestMethod());
        }
    }

    /** A digest; empty if it is none. */
    static Optional<Digest> digest(String text) {
        try {
            return Optional.of(Digest.parse(text));
        } catch (IllegalArgumentException e) {
            // A tag, or nonsense; who asked tells them apart.
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        server.stop(0);
        workers.shutdownNow();
        ticking.cancel(false);
        clock.shutdownNow();
        try (lease) {
            uploads.close();
        }
    }
}
