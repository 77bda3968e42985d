package lab.runtime.file;

import java.nio.charset.StandardCharsets;

/**
 * Names of files as the kernel has them: bytes in no encoding. In this package a name is a text with a character for each byte, so that
 * every name comes back as it was.
 */
public final class RawText {

    private RawText() {}

    /** The name that a text has in UTF-8. */
    public static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The name of these bytes. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A name as text for people; bytes that are no UTF-8 become question marks in a box. */
    public static String shown(String raw) {
        return new String(bytes(raw), StandardCharsets.UTF_8);
    }

    /** A name's bytes. */
    public static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }
}
