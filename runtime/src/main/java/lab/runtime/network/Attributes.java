package lab.runtime.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a netlink message by their type; the last one of a type counts. */
final class Attributes {

    private static final int TYPE = 0x3fff;

    private final Map<Integer, byte[]> values = new HashMap<>();

    private Attributes() {}

    static Attributes parse(ByteBuffer body) {
        var attributes = new Attributes();
        for (var entry : list(body)) {
            attributes.values.put(entry.type, entry.value);
        }
        return attributes;
    }

    /** One attribute. */
    record Entry(int type, byte[] value) {

        Attributes nested() {
            return parse(ByteBuffer.wrap(value));
        }
    }

    /** All attributes in their order, for lists whose elements have one type. */
    static List<Entry> list(ByteBuffer body) {
        var all = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var entries = new ArrayList<Entry>();
        while (all.remaining() >= 4) {
            var length = Short.toUnsignedInt(all.getShort());
            var type = Short.toUnsignedInt(all.getShort()) & TYPE;
            var value = new byte[Math.min(Math.max(0, length - 4), all.remaining())];
            all.get(value);
            entries.add(new Entry(type, value));
            all.position(Math.min(all.limit(), all.position() + (4 - length % 4) % 4));
        }
        return List.copyOf(entries);
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(values.get(type));
    }

    String text(int type) {
        return bytes(type)
                .map(b -> new String(b, StandardCharsets.UTF_8).replace("\0", ""))
                .orElse("");
    }

    /** A number of 32 bits, or of as many as there are; minus one if there is none. */
    int number(int type) {
        return bytes(type)
                .filter(b -> b.length >= 4)
                .map(b -> little(b).getInt())
                .orElse(-1);
    }

    /** A number of 64 bits, or 32; 0 if there is none. */
    long number64(int type) {
        return bytes(type)
                .map(b -> b.length >= 8
                        ? little(b).getLong()
                        : b.length >= 4 ? little(b).getInt() & 0xffffffffL : 0)
                .orElse(0L);
    }

    /** A number of 64 bits in the network's order; 0 if there is none. */
    long big64(int type) {
        return bytes(type)
                .filter(b -> b.length >= 8)
                .map(b -> ByteBuffer.wrap(b).getLong())
                .orElse(0L);
    }

    /** A number of 32 bits in the network's order; 0 if there is none. */
    int big32(int type) {
        return bytes(type)
                .filter(b -> b.length >= 4)
                .map(b -> ByteBuffer.wrap(b).getInt())
                .orElse(0);
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    Attributes nested(int type) {
        return bytes(type).map(b -> parse(ByteBuffer.wrap(b))).orElseGet(Attributes::new);
    }

    List<Entry> entries(int type) {
        return bytes(type).map(b -> list(ByteBuffer.wrap(b))).orElse(List.of());
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
