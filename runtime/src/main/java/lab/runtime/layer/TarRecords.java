package lab.runtime.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The records of a POSIX extended header, {@code LENGTH KEY=VALUE\n}. */
final class TarRecords {

    /** A time in whole seconds and the rest. */
    record Time(long seconds, int nanos) {}

    private TarRecords() {}

    /** Reads records in addition to those of an earlier header; none may come twice. */
    static Map<String, byte[]> parse(byte[] bytes, Map<String, byte[]> earlier) throws LayerException {
        var records = new HashMap<>(earlier);
        for (var at = 0; at < bytes.length; ) {
            var space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            var end = at + length(bytes, at, space);
            var equals = space + 1;
            while (equals < end && equals < bytes.length && bytes[equals] != '=') {
                equals++;
            }
            if (end > bytes.length || end <= equals || bytes[end - 1] != '\n') {
                throw malformed();
            }
            var key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            if (records.put(key, Arrays.copyOfRange(bytes, equals + 1, end - 1)) != null) {
                throw new LayerException("an extended header of the tar archive has \"" + key + "\" twice");
            }
            at = end;
        }
        return records;
    }

    private static int length(byte[] bytes, int from, int to) throws LayerException {
        if (to == from || to - from > 9) {
            throw malformed();
        }
        var length = 0;
        for (var i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw malformed();
            }
            length = length * 10 + bytes[i] - '0';
        }
        return length;
    }

    private static LayerException malformed() {
        return new LayerException("an extended header of the tar archive is not well-formed");
    }

    /** The record {@code mtime}, seconds with a fraction; else the time of the ustar header. */
    static Time time(Map<String, byte[]> records, long otherwise) throws LayerException {
        var value = records.get("mtime");
        if (value == null) {
            return new Time(otherwise, 0);
        }
        var text = new String(value, StandardCharsets.US_ASCII);
        var dot = text.indexOf('.');
        try {
            var seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
            var digits = dot < 0 ? "" : text.substring(dot + 1);
            var nanos = digits.isEmpty() ? 0 : Integer.parseUnsignedInt((digits + "00000000").substring(0, 9));
            var negative = text.startsWith("-") && nanos > 0;
            return new Time(negative ? seconds - 1 : seconds, negative ? 1_000_000_000 - nanos : nanos);
        } catch (NumberFormatException e) {
            throw new LayerException("an extended header of the tar archive has an mtime that is no number", e);
        }
    }

    /** A record as it is written; its length counts its own digits. */
    static byte[] write(String key, byte[] value) {
        var rest = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
        var length = rest.length + value.length + 1;
        var whole = length + Integer.toString(length).length();
        if (Integer.toString(whole).length() > Integer.toString(length).length()) {
            whole++;
        }
        var digits = Integer.toString(whole).getBytes(StandardCharsets.US_ASCII);
        var bytes = Arrays.copyOf(digits, whole);
        System.arraycopy(rest, 0, bytes, digits.length, rest.length);
        System.arraycopy(value, 0, bytes, digits.length + rest.length, value.length);
        bytes[whole - 1] = '\n';
        return bytes;
    }
}
