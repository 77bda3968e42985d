package lab.exercises;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The source of an exercise's parameters: always the same for one course, student and exercise, and not to be guessed without the course's key.
 *
 * @param hex 64 hexadecimal digits
 */
public record Seed(String hex) {
    /** Checks the form. */
    public Seed {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("seed: 64 hexadecimal digits are wanted, not '" + hex + "'");
        }
    }

    /** The seed of a student's exercise: HMAC-SHA256 (RFC 2104) of both names under the course's key. */
    public static Seed of(byte[] courseKey, String student, String exercise) {
        return new Seed(HexFormat.of().formatHex(hmac(courseKey, student + '\0' + exercise)));
    }

    /** HMAC-SHA256 of a message under this seed: 32 bytes that look random. */
    byte[] derive(String message) {
        return hmac(HexFormat.of().parseHex(hex), message);
    }

    private static byte[] hmac(byte[] key, String message) {
        if (key.length == 0) {
            throw new IllegalArgumentException("seed: the course's key is empty");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java, though every Java must have it", e);
        }
    }
}
