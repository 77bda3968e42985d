package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import lab.runtime.image.BlobWriter;
import lab.runtime.image.Blobs;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageException;

/** {@code /v2/NAME/blobs/uploads/}: takes blobs in, in one request or in chunks; distribution-spec 1.1, "pushing blobs". */
final class UploadEndpoint implements AutoCloseable {

    private static final int MOST_OPEN = 256;
    private static final Pattern RANGE = Pattern.compile("(?:bytes )?([0-9]{1,18})-([0-9]{1,18})(?:/.*)?");

    private final Blobs blobs;
    private final Lease lease;
    private final Duration patience;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    UploadEndpoint(Blobs blobs, Lease lease, Duration patience) {
        this.blobs = blobs;
        this.lease = lease;
        this.patience = patience;
    }

    /** A blob on its way; requests for it take turns. */
    private static final class Open {

        private final BlobWriter writer;
        private long used = System.nanoTime();

        Open(BlobWriter writer) {
            this.writer = writer;
        }
    }

    /** Begins an upload; with a digest in the question it may be over at once. */
    void post(HttpExchange exchange, Reply reply, String repository) throws IOException {
        var mounted = RegistryServer.digest(Reply.parameter(exchange, "mount"));
        if (mounted.isPresent() && blobs.has(mounted.get())) {
            created(reply, repository, mounted.get());
            return;
        }
        expire();
        if (open.size() >= MOST_OPEN) {
            throw new Reply.Refusal(429, "TOOMANYREQUESTS", "too many uploads were begun and not ended");
        }
        var id = UUID.randomUUID().toString();
        open.put(id, new Open(lease.writer().blob()));
        if (Reply.parameter(exchange, "digest").isEmpty()) {
            accepted(reply, repository, id, 0, 202);
        } else {
            put(exchange, reply, repository, id);
        }
    }

    void get(Reply reply, String repository, String id) throws IOException {
        accepted(reply, repository, id, find(id).writer.position(), 204);
    }

    void patch(HttpExchange exchange, Reply reply, String repository, String id) throws IOException {
        var upload = find(id);
        synchronized (upload) {
            if (!inTurn(exchange, upload)) {
                accepted(reply, repository, id, upload.writer.position(), 416);
                return;
            }
            exchange.getRequestBody().transferTo(upload.writer);
            upload.used = System.nanoTime();
            accepted(reply, repository, id, upload.writer.position(), 202);
        }
    }

    /** Ends an upload: its digest must be the one that was promised, or nothing of it stays. */
    void put(HttpExchange exchange, Reply reply, String repository, String id) throws IOException {
        var upload = find(id);
        synchronized (upload) {
            var digest = RegistryServer.digest(Reply.parameter(exchange, "digest"))
                    .orElseThrow(
                            () -> new Reply.Refusal(400, "DIGEST_INVALID", "an upload ends with ?digest=sha256:..."));
            if (!inTurn(exchange, upload)) {
                accepted(reply, repository, id, upload.writer.position(), 416);
                return;
            }
            exchange.getRequestBody().transferTo(upload.writer);
            open.remove(id);
            try (var writer = upload.writer) {
                writer.commit(digest);
            } catch (ImageException e) {
                throw new Reply.Refusal(400, "DIGEST_INVALID", String.valueOf(e.getMessage()));
            }
            created(reply, repository, digest);
        }
    }

    void delete(Reply reply, String id) throws IOException {
        var upload = find(id);
        open.remove(id);
        upload.writer.close();
        reply.empty(204);
    }

    /** Whether some upload is on its way. */
    boolean busy() {
        return !open.isEmpty();
    }

    /** Drops uploads that nobody goes on with. */
    void expire() throws IOException {
        for (var entry : open.entrySet()) {
            var old = System.nanoTime() - entry.getValue().used > patience.toNanos();
            if (old && open.remove(entry.getKey(), entry.getValue())) {
                entry.getValue().writer.close();
            }
        }
    }

    private Open find(String id) throws Reply.Refusal {
        return Optional.ofNullable(open.get(id))
                .orElseThrow(
                        () -> new Reply.Refusal(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload; begin it again"));
    }

    /** Whether a chunk is the next one. One that does not say where it belongs is. */
    private static boolean inTurn(HttpExchange exchange, Open upload) {
        var said = exchange.getRequestHeaders().getFirst("Content-Range");
        if (said == null) {
            return true;
        }
        var range = RANGE.matcher(said);
        return range.matches() && Long.parseLong(range.group(1)) == upload.writer.position();
    }

    private static void accepted(Reply reply, String repository, String id, long size, int status) throws IOException {
        reply.header("Location", "/v2/" + repository + "/blobs/uploads/" + id)
                .header("Docker-Upload-UUID", id)
                .header("Range", "0-" + Math.max(0, size - 1))
                .empty(status);
    }

    private static void created(Reply reply, String repository, Digest digest) throws IOException {
        reply.header("Location", "/v2/" + repository + "/blobs/" + digest)
                .header("Docker-Content-Digest", digest.toString())
                .empty(201);
    }

    @Override
    public void close() throws IOException {
        for (var upload : open.values()) {
            upload.writer.close();
        }
        open.clear();
    }
}
