package lab.runtime.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a member of a tar archive; names are bytes.
 *
 * @param name its path
 * @param type one of the constants of this record
 * @param mode permission bits
 * @param uid owner
 * @param gid group
 * @param size length of the content that follows
 * @param seconds when the content was changed, since the epoch
 * @param nanos the rest of that time
 * @param link what a link leads to; empty for others
 * @param major a device's major number
 * @param minor a device's minor number
 * @param attributes extended attributes
 */
public record TarEntry(
        byte[] name,
        char type,
        int mode,
        long uid,
        long gid,
        long size,
        long seconds,
        int nanos,
        byte[] link,
        long major,
        long minor,
        Map<String, byte[]> attributes) {

    /** A regular file. */
    public static final char FILE = '0';

    /** Another name of an earlier member. */
    public static final char HARD_LINK = '1';

    /** A symbolic link. */
    public static final char SYMBOLIC_LINK = '2';

    /** A character device. */
    public static final char CHARACTER = '3';

    /** A block device. */
    public static final char BLOCK = '4';

    /** A directory. */
    public static final char DIRECTORY = '5';

    /** A FIFO. */
    public static final char FIFO = '6';

    static final byte[] NONE = {};

    /** A member of root's with no more than a name, a type, a mode and a length. */
    public static TarEntry of(byte[] name, char type, int mode, long size) {
        return new TarEntry(name, type, mode, 0, 0, size, 0, 0, NONE, 0, 0, Map.of());
    }

    /** The same for a name that is text. */
    public static TarEntry of(String name, char type, int mode, long size) {
        return of(name.getBytes(StandardCharsets.UTF_8), type, mode, size);
    }

    /** The same member that leads to something. */
    public TarEntry to(byte[] target) {
        return new TarEntry(name, type, mode, uid, gid, size, seconds, nanos, target, major, minor, attributes);
    }

    /** The same member of another owner. */
    public TarEntry owned(long user, long group) {
        return new TarEntry(name, type, mode, user, group, size, seconds, nanos, link, major, minor, attributes);
    }

    /** The same member changed at another time. */
    public TarEntry at(long second, int nano) {
        return new TarEntry(name, type, mode, uid, gid, size, second, nano, link, major, minor, attributes);
    }

    /** The same member with a device's number. */
    public TarEntry device(long majorNumber, long minorNumber) {
        return new TarEntry(
                name, type, mode, uid, gid, size, seconds, nanos, link, majorNumber, minorNumber, attributes);
    }

    /** The same member with one more extended attribute. */
    public TarEntry with(String attribute, byte[] value) {
        var more = new TreeMap<>(attributes);
        more.put(attribute, value);
        return new TarEntry(name, type, mode, uid, gid, size, seconds, nanos, link, major, minor, more);
    }

    /** The name for messages, what is no text in it replaced. */
    public String shown() {
        return shown(name);
    }

    static String shown(byte[] name) {
        var text = new String(name.length > 200 ? Arrays.copyOf(name, 200) : name, StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
