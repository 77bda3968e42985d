package lab.runtime.layer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Writes a tar archive: ustar headers, with a POSIX extended header before a member that needs one. The same members give the same bytes.
 */
public final class TarWriter {

    private static final int BLOCK = 512;
    private static final int MOST_ID = 07777777;
    private static final long MOST_SIZE = 077777777777L;

    private final OutputStream out;
    private long left;
    private int padding;

    /** Writes to a stream, which stays the caller's to close. */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins a member; its content follows with {@link #write}. */
    public void put(TarEntry entry) throws IOException {
        endMember();
        var records = records(entry);
        if (records.length > 0) {
            var name = "PaxHeaders/extended".getBytes(StandardCharsets.US_ASCII);
            header(TarEntry.of(name, 'x', 0644, records.length));
            out.write(records);
            pad(records.length);
        }
        header(entry);
        left = entry.size();
        padding = (int) (-entry.size() & BLOCK - 1);
    }

    /** Writes content of the member that was begun. */
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > left) {
            throw new IOException("a file became longer while it was written to a tar archive");
        }
        out.write(bytes, from, length);
        left -= length;
    }

    /** A member with its content. */
    public void put(TarEntry entry, byte[] content) throws IOException {
        put(entry);
        write(content, 0, content.length);
    }

    /** Ends the archive. */
    public void finish() throws IOException {
        endMember();
        out.write(new byte[2 * BLOCK]);
    }

    private void endMember() throws IOException {
        if (left > 0) {
            throw new IOException("a file became shorter while it was written to a tar archive");
        }
        out.write(new byte[padding]);
        padding = 0;
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    private static byte[] records(TarEntry entry) {
        var records = new TreeMap<String, byte[]>();
        if (entry.name().length > 100 || !ascii(entry.name())) {
            records.put("path", entry.name());
        }
        if (entry.link().length > 100 || !ascii(entry.link())) {
            records.put("linkpath", entry.link());
        }
        number(records, "uid", entry.uid(), MOST_ID);
        number(records, "gid", entry.gid(), MOST_ID);
        number(records, "size", entry.size(), MOST_SIZE);
        if (entry.seconds() < 0 || entry.seconds() > MOST_SIZE || entry.nanos() != 0) {
            records.put("mtime", time(entry).getBytes(StandardCharsets.US_ASCII));
        }
        entry.attributes().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
        var bytes = new ByteArrayOutputStream();
        records.forEach((key, value) -> bytes.writeBytes(TarRecords.write(key, value)));
        return bytes.toByteArray();
    }

    private static String time(TarEntry entry) {
        var borrowed = entry.seconds() < 0 && entry.nanos() > 0;
        var seconds = borrowed ? entry.seconds() + 1 : entry.seconds();
        var nanos = borrowed ? 1_000_000_000 - entry.nanos() : entry.nanos();
        var sign = borrowed && seconds == 0 ? "-" : "";
        var fraction = nanos == 0 ? "" : "." + String.format("%09d", nanos).replaceAll("0+$", "");
        return sign + seconds + fraction;
    }

    private static boolean ascii(byte[] bytes) {
        for (var b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static void number(TreeMap<String, byte[]> records, String key, long value, long most) {
        if (value > most) {
            records.put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void header(TarEntry entry) throws IOException {
        var block = new byte[BLOCK];
        System.arraycopy(entry.name(), 0, block, 0, Math.min(100, entry.name().length));
        octal(block, 100, 8, entry.mode());
        octal(block, 108, 8, Math.min(entry.uid(), MOST_ID));
        octal(block, 116, 8, Math.min(entry.gid(), MOST_ID));
        octal(block, 124, 12, Math.min(entry.size(), MOST_SIZE));
        octal(block, 136, 12, Math.max(0, Math.min(entry.seconds(), MOST_SIZE)));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) entry.type();
        System.arraycopy(entry.link(), 0, block, 157, Math.min(100, entry.link().length));
        var magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, 257, magic.length);
        octal(block, 329, 8, entry.major());
        octal(block, 337, 8, entry.minor());
        var sum = 0;
        for (var b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        for (var i = length - 2; i >= 0; i--) {
            block[at + i] = (byte) ('0' + (value & 7));
            value >>>= 3;
        }
        block[at + length - 1] = 0;
    }
}
