package lab.runtime.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The formats of tar(5): ustar, POSIX extended headers ("x" for the next member, "g" for all that follow) and GNU's long names ("L", "K")
 * and numbers in base 256. A number in an extended header stands above the same in the member's own header, as POSIX says. What would be
 * read in two ways by two readers is refused: sparse files, and an extended header that names a thing twice.
 */
/** Reads a tar archive as a stream. Nothing is kept but the member at hand. */
public final class TarReader {

    private static final int BLOCK = 512;
    private static final int MOST_HEADER = 1 << 20;
    private static final int DEEPEST = 16;
    private static final String XATTR = "SCHILY.xattr.";

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private final byte[] skipped = new byte[1 << 14];
    private final Map<String, byte[]> global = new HashMap<>();
    private long left;
    private int padding;

    /** Reads from a stream, which stays the caller's to close. */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next member; empty at the end.
     *
     * @throws LayerException if the archive is not well-formed
     */
    public Optional<TarEntry> next() throws IOException {
        skip();
        Map<String, byte[]> local = new HashMap<>();
        byte @Nullable [] longName = null;
        byte @Nullable [] longLink = null;
        for (var extensions = 0; extensions < DEEPEST; extensions++) {
            if (!header()) {
                return Optional.empty();
            }
            switch (block[156]) {
                case 'x' -> local = TarRecords.parse(content(), local);
                case 'g' -> global.putAll(TarRecords.parse(content(), Map.of()));
                case 'L' -> longName = terminated(content(), 0, MOST_HEADER);
                case 'K' -> longLink = terminated(content(), 0, MOST_HEADER);
                default -> {
                    var fields = new HashMap<>(global);
                    fields.putAll(local);
                    return Optional.of(entry(fields, longName, longLink));
                }
            }
        }
        throw new LayerException("the tar archive has " + DEEPEST + " headers and no member for them");
    }

    /** Reads content of the member at hand; -1 at its end. */
    public int read(byte[] into) throws IOException {
        if (left == 0) {
            return -1;
        }
        var n = in.read(into, 0, (int) Math.min(into.length, left));
        if (n < 0) {
            throw new EOFException("the tar archive ends in the middle of a file");
        }
        left -= n;
        return n;
    }

    /** Reads what follows the end of the archive to the end of the stream: it is part of what has a digest. */
    public void drain() throws IOException {
        while (in.read(skipped) >= 0) {
            continue;
        }
    }

    private void skip() throws IOException {
        var all = left + padding;
        while (all > 0) {
            var n = in.read(skipped, 0, (int) Math.min(skipped.length, all));
            if (n < 0) {
                throw new EOFException("the tar archive ends in the middle of a file");
            }
            all -= n;
        }
        left = 0;
        padding = 0;
    }

    /** Reads a block; false at the end of the archive. */
    private boolean header() throws IOException {
        var n = in.readNBytes(block, 0, BLOCK);
        if (n == 0) {
            return false;
        }
        if (n < BLOCK) {
            throw new EOFException("the tar archive ends in the middle of a header");
        }
        if (allZero()) {
            return false;
        }
        var sum = 0;
        for (var i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        if (sum != number(148, 8)) {
            throw new LayerException("a header of the tar archive has a wrong checksum");
        }
        length(number(124, 12));
        return true;
    }

    private void length(long size) throws LayerException {
        if (size < 0) {
            throw new LayerException("a member of the tar archive has the length " + size);
        }
        left = size;
        padding = (int) (-size & BLOCK - 1);
    }

    private boolean allZero() {
        for (var b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] content() throws IOException {
        if (left > MOST_HEADER) {
            throw new LayerException("an extended header of the tar archive has " + left + " bytes, 1 MiB is the most");
        }
        var bytes = in.readNBytes((int) left);
        if (bytes.length < left) {
            throw new EOFException("the tar archive ends in the middle of a header");
        }
        left = 0;
        skip();
        return bytes;
    }

    private TarEntry entry(Map<String, byte[]> fields, byte @Nullable [] longName, byte @Nullable [] longLink)
            throws LayerException {
        var type = type((char) block[156]);
        if (fields.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            throw new LayerException("the tar archive has a sparse file, which layers do not have");
        }
        var name = fields.getOrDefault("path", longName != null ? longName : ustarName());
        var link = fields.getOrDefault("linkpath", longLink != null ? longLink : terminated(block, 157, 100));
        if (fields.containsKey("size")) {
            length(decimal(fields, "size", 0));
        }
        if (type != TarEntry.FILE) {
            // Some writers give links a size and no content.
            length(type == TarEntry.HARD_LINK || type == TarEntry.SYMBOLIC_LINK ? 0 : left);
        }
        var time = TarRecords.time(fields, number(136, 12));
        var attributes = new HashMap<String, byte[]>();
        fields.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                attributes.put(key.substring(XATTR.length()), value);
            }
        });
        return new TarEntry(
                name,
                type == TarEntry.FILE && name.length > 0 && name[name.length - 1] == '/' ? TarEntry.DIRECTORY : type,
                (int) number(100, 8) & 07777,
                decimal(fields, "uid", number(108, 8)),
                decimal(fields, "gid", number(116, 8)),
                left,
                time.seconds(),
                time.nanos(),
                link,
                number(329, 8),
                number(337, 8),
                attributes);
    }

    private static char type(char flag) throws LayerException {
        return switch (flag) {
            case 0, '0', '7' -> TarEntry.FILE;
            case '1', '2', '3', '4', '5', '6' -> flag;
            default -> throw new LayerException("the tar archive has a member of the unknown type \"" + flag + "\"");
        };
    }

    private byte[] ustarName() {
        var name = terminated(block, 0, 100);
        var magic = new String(block, 257, 6, StandardCharsets.ISO_8859_1);
        var prefix = magic.equals("ustar\0") ? terminated(block, 345, 155) : TarEntry.NONE;
        if (prefix.length == 0) {
            return name;
        }
        var whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    private static byte[] terminated(byte[] bytes, int from, int most) {
        var end = from;
        while (end < bytes.length && end < from + most && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    private static long decimal(Map<String, byte[]> fields, String key, long otherwise) throws LayerException {
        var value = fields.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new LayerException("an extended header of the tar archive has a " + key + " that is no number", e);
        }
    }

    /** A number in octal digits, or in base 256 where the first bit is set. */
    private long number(int from, int length) throws LayerException {
        if ((block[from] & 0x80) != 0) {
            var bytes = Arrays.copyOfRange(block, from, from + length);
            // The first bit only says that the others are no digits; the second is the sign.
            bytes[0] = (byte) (bytes[0] << 1 >> 1);
            var value = new BigInteger(bytes);
            if (value.bitLength() > 63) {
                throw new LayerException("a number in the tar archive has more than 64 bits");
            }
            return value.longValue();
        }
        var text = new String(block, from, length, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text, 8);
        } catch (NumberFormatException e) {
            throw new LayerException("a header of the tar archive has a number that is not octal", e);
        }
    }
}
