package lab.runtime.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip, RFC 1952, to the last byte: members that follow one another are one stream, and what is left over or missing is an
 * error, where {@link java.util.zip.GZIPInputStream} ends without a word.
 */
final class GzipStream extends InputStream {

    private static final int BLOCK = 1 << 16;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[BLOCK];
    private int at;
    private int end;
    private boolean inMember;
    private boolean over;

    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!over) {
            if (!inMember) {
                beginMember();
                continue;
            }
            var n = inflate(into, from, length);
            if (n > 0) {
                crc.update(into, from, n);
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (!fill()) {
                throw new EOFException("the gzip stream ends in the middle");
            } else {
                inflater.setInput(input, at, end - at);
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int from, int length) throws IOException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new LayerException("the gzip stream is damaged: " + e.getMessage(), e);
        }
    }

    private void beginMember() throws IOException {
        if (at == end && !fill()) {
            over = true;
            return;
        }
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw new LayerException("the gzip stream has something else where a member should begin");
        }
        var flags = next();
        skip(6);
        if ((flags & FEXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (var text : new int[] {FNAME, FCOMMENT}) {
            while ((flags & text) != 0 && next() != 0) {
                continue;
            }
        }
        skip((flags & FHCRC) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(input, at, end - at);
        crc.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        var sum = four();
        var length = four();
        if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new LayerException("the gzip stream is damaged: its content has another checksum");
        }
        inMember = false;
    }

    private long four() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (var i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("the gzip stream ends in the middle");
        }
        return input[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(input));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
