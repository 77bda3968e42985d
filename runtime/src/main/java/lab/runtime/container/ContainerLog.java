package lab.runtime.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a detached container has printed, line by line with the times; more comes with each reading while the container runs. */
public final class ContainerLog {

    /**
     * A line, or a piece of one that is not yet complete.
     *
     * @param time when its first byte came; empty for what nobody has noted
     * @param bytes its bytes, with the line feed if it has come
     * @param first whether a line begins here, rather than one going on
     */
    public record Line(Optional<Instant> time, byte[] bytes, boolean first) {}

    private record Piece(Instant time, long length) {}

    private final Path log;
    private final Path times;
    private long position;
    private int pieces;
    private long pieceStart;
    private boolean begins = true;

    ContainerLog(Path log, Path times) {
        this.log = log;
        this.times = times;
    }

    /** What has come since the last reading. */
    public List<Line> next() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        var all = pieces();
        var bytes = from(log, position);
        var lines = new ArrayList<Line>();
        var start = 0;
        while (start < bytes.length) {
            var end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            end = Math.min(bytes.length, end + 1);
            lines.add(new Line(time(all, position + start), Arrays.copyOfRange(bytes, start, end), begins));
            begins = bytes[end - 1] == '\n';
            start = end;
        }
        position += bytes.length;
        return lines;
    }

    /** Positions only grow, so that no piece is looked at twice. */
    private Optional<Instant> time(List<Piece> all, long at) {
        while (pieces < all.size() && at >= pieceStart + all.get(pieces).length) {
            pieceStart += all.get(pieces).length;
            pieces++;
        }
        return pieces < all.size() ? Optional.of(all.get(pieces).time) : Optional.empty();
    }

    private List<Piece> pieces() throws IOException {
        if (!Files.exists(times)) {
            return List.of();
        }
        var records = ByteBuffer.wrap(Files.readAllBytes(times)).order(ByteOrder.LITTLE_ENDIAN);
        var all = new ArrayList<Piece>();
        while (records.remaining() >= LogCalls.RECORD) {
            all.add(new Piece(Instant.ofEpochSecond(records.getLong(), records.getLong()), records.getLong()));
        }
        return all;
    }

    private static byte[] from(Path file, long position) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8L, channel.size() - position));
            channel.read(bytes, position);
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }
}
