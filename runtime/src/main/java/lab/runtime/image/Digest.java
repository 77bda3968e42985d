package lab.runtime.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of a content: the algorithm and its hash; OCI image-spec, "digests". Only well-formed ones exist, so a digest is safe as a file
 * name or a part of an address.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex the hash in lower case
 */
public record Digest(String algorithm, String hex) {

    private static final int SHORT = 12;

    /** Checks the algorithm and the hash. */
    public Digest {
        var length =
                switch (algorithm) {
                    case "sha256" -> 64;
                    case "sha512" -> 128;
                    default ->
                        throw new IllegalArgumentException(
                                "digests are sha256:HEX or sha512:HEX, not \"" + algorithm + ":...\"");
                };
        if (hex.length() != length || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new IllegalArgumentException(
                    "a " + algorithm + " digest has " + length + " digits of 0-9a-f, unlike \"" + hex + "\"");
        }
    }

    /**
     * Reads {@code ALGORITHM:HEX}.
     *
     * @throws IllegalArgumentException if it is not well-formed
     */
    public static Digest parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a digest is sha256:HEX, not \"" + text + "\"");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The SHA-256 digest of bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest("sha256", HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** The digest that a hasher has come to, which starts anew. */
    public static Digest of(MessageDigest hasher) {
        return new Digest(
                hasher.getAlgorithm().toLowerCase(Locale.ROOT).replace("-", ""),
                HexFormat.of().formatHex(hasher.digest()));
    }

    /** A hasher of the same algorithm. */
    public MessageDigest hasher() {
        return algorithm.equals("sha256") ? sha256() : hasher("SHA-512");
    }

    /** A hasher of SHA-256. */
    public static MessageDigest sha256() {
        return hasher("SHA-256");
    }

    /** The first twelve digits, as lists show it. */
    public String shortHex() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }

    private static MessageDigest hasher(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
