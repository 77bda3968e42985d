package lab.runtime.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A netlink message being written: a header, a fixed part, attributes; netlink(7), rtnetlink(7).
 *
 * <p>Numbers are in the order of this machine, which is little-endian on both architectures; those of the network are given as bytes.
 */
final class Message {

    /** {@code NLM_F_REQUEST}. */
    static final int REQUEST = 0x1;

    /** {@code NLM_F_ACK}. */
    static final int ACK = 0x4;

    /** {@code NLM_F_DUMP}. */
    static final int DUMP = 0x300;

    /** {@code NLM_F_REPLACE}. */
    static final int REPLACE = 0x100;

    /** {@code NLM_F_EXCL}. */
    static final int EXCL = 0x200;

    /** {@code NLM_F_CREATE}. */
    static final int CREATE = 0x400;

    /** {@code NLM_F_APPEND}. */
    static final int APPEND = 0x800;

    private static final int NLA_F_NESTED = 0x8000;
    private static final int HEADER = 16;
    private static final int SEQUENCE = 8;

    private final String shown;
    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    private Message(String shown, int type, int flags) {
        this.shown = shown;
        bytes.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags));
        bytes.putInt(0).putInt(0);
    }

    /** A request. The text says in an error what was asked for. */
    static Message of(String shown, int type, int flags) {
        return new Message(shown, type, flags);
    }

    String shown() {
        return shown;
    }

    /** Adds to the fixed part. */
    Message u8(int... values) {
        for (var value : values) {
            room(1).put((byte) value);
        }
        return this;
    }

    /** Adds to the fixed part. */
    Message u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Adds to the fixed part. */
    Message u32(long value) {
        room(4).putInt((int) value);
        return this;
    }

    /** An attribute of some bytes. */
    Message attribute(int type, byte[] value) {
        room(4).putShort((short) (4 + value.length)).putShort((short) type);
        room(value.length).put(value);
        return align();
    }

    /** An attribute of 32 bits. */
    Message attribute(int type, long value) {
        return attribute(type, little(4).putInt((int) value).array());
    }

    /** An attribute of 64 bits. */
    Message attribute64(int type, long value) {
        return attribute(type, little(8).putLong(value).array());
    }

    /** An attribute of 16 bits in the network's order. */
    Message portAttribute(int type, int value) {
        return attribute(type, new byte[] {(byte) (value >> 8), (byte) value});
    }

    /** An attribute of 32 bits in the network's order. */
    Message bigAttribute(int type, long value) {
        return attribute(type, ByteBuffer.allocate(4).putInt((int) value).array());
    }

    /** An attribute of one byte. */
    Message flag(int type, boolean value) {
        return attribute(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    /** A text, ended by NUL. */
    Message attribute(int type, String text) {
        return attribute(type, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** An attribute that holds what the content writes. */
    Message nest(int type, Runnable content) {
        var start = bytes.position();
        room(4).putInt(0);
        content.run();
        bytes.putShort(start, (short) (bytes.position() - start));
        bytes.putShort(start + 2, (short) (type | NLA_F_NESTED));
        return this;
    }

    /** The whole message. */
    byte[] bytes(int sequence) {
        bytes.putInt(0, bytes.position()).putInt(SEQUENCE, sequence);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private Message align() {
        while (bytes.position() % 4 != 0) {
            room(1).put((byte) 0);
        }
        return this;
    }

    private ByteBuffer room(int size) {
        if (bytes.remaining() < size) {
            var larger = ByteBuffer.allocate(2 * (bytes.capacity() + size)).order(ByteOrder.LITTLE_ENDIAN);
            bytes.flip();
            bytes = larger.put(bytes);
        }
        return bytes;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A message that came, without its header. */
    record Received(int type, int flags, int sequence, ByteBuffer body) {

        /** Takes the next one out of what came in one piece. */
        static Received next(ByteBuffer all) {
            var start = all.position();
            var length = all.getInt(start);
            var body = all.slice(start + HEADER, length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
            all.position(Math.min(all.limit(), start + (length + 3 & ~3)));
            return new Received(
                    Short.toUnsignedInt(all.getShort(start + 4)),
                    Short.toUnsignedInt(all.getShort(start + 6)),
                    all.getInt(start + SEQUENCE),
                    body);
        }

        /** The attributes after a fixed part of some bytes. */
        Attributes attributes(int fixed) {
            return Attributes.parse(body.slice(fixed, body.limit() - fixed));
        }
    }
}
