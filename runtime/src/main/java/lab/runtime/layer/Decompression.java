package lab.runtime.layer;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** How a layer's tar is compressed, which its first bytes show. */
public enum Decompression {
    /** Not at all. */
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD;

    private static final int MAGIC = 4;

    /** The tar in a stream. */
    public static InputStream open(InputStream in) throws IOException {
        var first = in.readNBytes(MAGIC);
        var whole = new PushbackInputStream(in, MAGIC);
        whole.unread(first);
        return switch (of(first)) {
            case GZIP -> new GzipStream(whole);
            case ZSTD -> new ZstdInputStream(whole);
            case NONE -> whole;
        };
    }

    /** Which one it is, by the first four bytes. */
    public static Decompression of(byte[] first) {
        if (first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
            return GZIP;
        }
        return first.length == MAGIC
                        && first[0] == 0x28
                        && first[1] == (byte) 0xb5
                        && first[2] == 0x2f
                        && first[3] == (byte) 0xfd
                ? ZSTD
                : NONE;
    }
}
