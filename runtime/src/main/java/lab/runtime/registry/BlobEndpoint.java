package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.regex.Pattern;
import lab.runtime.image.Blobs;
import lab.runtime.image.Digest;

/** {@code /v2/NAME/blobs/DIGEST}: hands blobs out, whole or from some byte on; RFC 9110, "range requests". */
final class BlobEndpoint {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");
    private static final int BLOCK = 1 << 17;

    private final Blobs blobs;

    BlobEndpoint(Blobs blobs) {
        this.blobs = blobs;
    }

    void get(HttpExchange exchange, Reply reply, Digest digest) throws IOException {
        var size = blobs.size(digest)
                .orElseThrow(() -> new Reply.Refusal(404, "BLOB_UNKNOWN", "there is no blob " + digest));
        reply.header("Docker-Content-Digest", digest.toString())
                .header("Content-Type", "application/octet-stream")
                .header("Accept-Ranges", "bytes");
        if (exchange.getRequestMethod().equals("HEAD")) {
            reply.headersOnly(size);
            return;
        }
        var asked = exchange.getRequestHeaders().getFirst("Range");
        var range = RANGE.matcher(asked == null ? "" : asked);
        var from = 0L;
        var to = size - 1;
        var part = range.matches();
        if (part) {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(range.group(2)));
            if (from >= size || from > to) {
                reply.header("Content-Range", "bytes */" + size).empty(416);
                return;
            }
            reply.header("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }
        var length = to - from + 1;
        exchange.sendResponseHeaders(part ? 206 : 200, length == 0 ? -1 : length);
        try (var channel = blobs.channel(digest)) {
            channel.position(from);
            copy(channel, exchange, length);
        }
    }

    private static void copy(FileChannel channel, HttpExchange exchange, long length) throws IOException {
        var buffer = ByteBuffer.allocate(BLOCK);
        var out = exchange.getResponseBody();
        for (var left = length; left > 0; left -= buffer.position()) {
            buffer.clear().limit((int) Math.min(BLOCK, left));
            if (channel.read(buffer) < 0) {
                throw new IOException("a blob was cut short while it was sent");
            }
            out.write(buffer.array(), 0, buffer.position());
        }
    }
}
