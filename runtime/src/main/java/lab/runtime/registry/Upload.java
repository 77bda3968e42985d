package lab.runtime.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import lab.runtime.image.Blobs;
import lab.runtime.image.Descriptor;

/** Puts one blob into a repository; distribution-spec 1.1, "pushing blobs". A small one goes in one request, a large one in chunks. */
final class Upload {

    private static final int SMALL = 1 << 20;

    private final Remote remote;
    private final String repository;
    private final Blobs blobs;
    private final Patience patience;
    private final int chunk;
    private volatile long moved;

    /**
     * Uploads to a repository.
     *
     * @param chunk how much goes in one request
     */
    Upload(Remote remote, String repository, Blobs blobs, Patience patience, int chunk) {
        this.chunk = chunk;
        this.remote = remote;
        this.repository = repository;
        this.blobs = blobs;
        this.patience = patience;
    }

    /** How a blob came to be there. */
    enum Way {
        EXISTED,
        MOUNTED,
        SENT
    }

    /**
     * Sends a blob if it is not there.
     *
     * @param from another repository of the same registry that should have it
     * @param progress is told how many bytes are there
     */
    Way run(Descriptor blob, Optional<String> from, LongConsumer progress) throws IOException {
        var scopes = scopes(from);
        if (remote.hasBlob(repository, blob.digest(), scopes)) {
            return Way.EXISTED;
        }
        var question = from.map(other -> "?mount=" + blob.digest() + "&from=" + Realm.encode(other))
                .orElse("");
        var answer = start(question, scopes);
        if (answer.status() == 201 && from.isPresent()) {
            return Way.MOUNTED;
        }
        send(blob, answer, scopes, progress);
        return Way.SENT;
    }

    private List<String> scopes(Optional<String> from) {
        var own = push(repository);
        return from.isEmpty() ? List.of(own) : List.of(own, "repository:" + from.get() + ":pull");
    }

    static String push(String repository) {
        return "repository:" + repository + ":pull,push";
    }

    private Answer<byte[]> start(String question, List<String> scopes) throws IOException {
        var address = remote.path(repository, "blobs/uploads/" + question);
        var answer = remote.transport().send(Request.of("POST", address, scopes), SMALL);
        remote.refuse(answer, repository, "the upload");
        return answer;
    }

    /** Sends chunk after chunk; after a break the registry is asked how far it has come. */
    private void send(Descriptor blob, Answer<?> begun, List<String> scopes, LongConsumer progress) throws IOException {
        var place = place(begun);
        var most = Math.max(chunk, leastChunk(begun));
        var at = 0L;
        for (var failures = 0; blob.size() > most && at < blob.size(); ) {
            try {
                var size = Math.min(most, blob.size() - at);
                var answer =
                        remote.transport().send(chunk(place, blob, at, size, scopes, progress), SMALL, () -> moved);
                if (answer.passing()) {
                    throw new BusyException("the upload: " + answer.said(), answer.retryAfter());
                }
                remote.refuse(answer, repository, "the upload");
                place = place(answer);
                at += size;
                failures = 0;
            } catch (BrokenTransferException | BusyException e) {
                if (++failures >= patience.attempts()) {
                    throw e;
                }
                patience.pause(failures, e instanceof BusyException busy ? busy.retryAfter() : Duration.ZERO);
                var status = remote.transport().send(Request.of("GET", place, scopes), SMALL);
                at = status.ok() ? received(status) : 0;
                place = status.ok() ? place(status) : place(start("", scopes));
            }
        }
        finish(blob, place, at, scopes, progress);
    }

    private void finish(Descriptor blob, URI place, long at, List<String> scopes, LongConsumer progress)
            throws IOException {
        var joint = place.getRawQuery() == null ? "?" : "&";
        var end = URI.create(
                place + joint + "digest=" + Realm.encode(blob.digest().toString()));
        var request = Request.of("PUT", end, scopes)
                .with("Content-Type", "application/octet-stream")
                .with(() -> body(blob, at, blob.size() - at, progress));
        var answer = remote.transport().send(request, SMALL, () -> moved);
        // A first attempt whose answer was lost has done it.
        if (answer.status() == 404 && remote.hasBlob(repository, blob.digest(), scopes)) {
            return;
        }
        remote.refuse(answer, repository, "blob " + blob.digest().shortHex());
    }

    private Request chunk(URI place, Descriptor blob, long at, long size, List<String> scopes, LongConsumer progress) {
        return Request.of("PATCH", place, scopes)
                .with("Content-Type", "application/octet-stream")
                .with("Content-Range", at + "-" + (at + size - 1))
                .with(() -> body(blob, at, size, progress))
                .once();
    }

    /** A part of the blob, counted as it goes out. */
    private BodyPublisher body(Descriptor blob, long at, long size, LongConsumer progress) throws IOException {
        if (size == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> part(blob, at, size, progress)), size);
    }

    private InputStream part(Descriptor blob, long at, long size, LongConsumer progress) {
        try {
            var channel = blobs.channel(blob.digest());
            channel.position(at);
            return new Part(Channels.newInputStream(channel), at, size, count -> {
                moved = System.nanoTime();
                progress.accept(count);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int leastChunk(Answer<?> answer) {
        var least = answer.header("OCI-Chunk-Min-Length");
        return least.matches("[0-9]{1,9}") ? Integer.parseInt(least) : 0;
    }

    private static long received(Answer<?> answer) {
        var range = answer.header("Range");
        return range.matches("(bytes=)?0-[0-9]{1,18}") && !range.endsWith("-0")
                ? Long.parseLong(range.substring(range.indexOf('-') + 1)) + 1
                : 0;
    }

    /** Where the upload goes on; an address elsewhere must be one that the registry may send to. */
    private URI place(Answer<?> answer) throws RegistryException {
        var place = Transport.location(answer);
        remote.transport().registry().maySendTo(Origin.of(place), "the upload");
        return place;
    }

    /** A stretch of a stream. */
    private static final class Part extends InputStream {

        private final InputStream in;
        private final LongConsumer count;
        private long at;
        private long left;

        Part(InputStream in, long at, long size, LongConsumer count) {
            this.in = in;
            this.at = at;
            this.left = size;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var n = in.read(bytes, from, (int) Math.min(length, left));
            if (n > 0) {
                left -= n;
                at += n;
                count.accept(at);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
