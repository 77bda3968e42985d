package lab.grader.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * A journal that was read, and whether its chain is whole.
 *
 * <p>Each line carries, as {@code prev}, the SHA-256 of the line before it, without the line's end. What is no JSON object was torn by a crash and is no link
 * of the chain. The chain shows that a line was changed, taken out or put in; it does not show who made the whole of it.
 *
 * @param lines the lines that are whole
 * @param torn how many were torn
 * @param unchained how many lines at the beginning were written before journals had chains
 * @param broken the first line that does not follow the one before it, if there is one
 * @param head the hash of the last whole line
 */
public record JournalText(List<JournalLine> lines, int torn, int unchained, OptionalInt broken, String head) {
    /** What the first line names as the hash of the line before it. */
    public static final String ORIGIN = "0".repeat(64);

    static final String PREV = "prev";

    /** Copies the list. */
    public JournalText {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a journal.
     *
     * @param bytes the file
     * @return its lines
     */
    public static JournalText parse(byte[] bytes) {
        List<JournalLine> lines = new ArrayList<>();
        int torn = 0;
        int unchained = 0;
        int number = 0;
        OptionalInt broken = OptionalInt.empty();
        String head = ORIGIN;
        for (byte[] raw : split(bytes)) {
            number++;
            Optional<Map<String, Object>> fields = object(raw);
            if (fields.isEmpty()) {
                torn++;
                continue;
            }
            JournalLine line = new JournalLine(number, fields.get());
            if (line.text(PREV).isEmpty() && unchained == lines.size()) {
                unchained++;
            } else if (!line.text(PREV).equals(head) && broken.isEmpty()) {
                broken = OptionalInt.of(number);
            }
            lines.add(line);
            head = hash(raw);
        }
        return new JournalText(lines, torn, unchained, broken, head);
    }

    /** The object that a line is; a torn one is none. */
    static Optional<Map<String, Object>> object(byte[] raw) {
        if (raw.length < 2 || raw[0] != '{' || raw[raw.length - 1] != '}') {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.std.mapFrom(new String(raw, StandardCharsets.UTF_8)));
        } catch (JacksonException tornOrTooDeep) {
            return Optional.empty();
        }
    }

    /**
     * The hash of a chain: SHA-256.
     *
     * @param raw the bytes
     * @return 64 hexadecimal digits
     */
    public static String hash(byte[] raw) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java, though every Java must have it", e);
        }
    }

    /** The lines without their ends; what follows the last end is a line, too. */
    static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, from, bytes.length));
        }
        return lines;
    }
}
