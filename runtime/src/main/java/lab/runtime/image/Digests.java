package lab.runtime.image;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests, as OCI writes them: {@code sha256:} and 64 hexadecimal digits. */
final class Digests {

    private Digests() {}

    static String of(byte[] bytes) {
        return text(sha256().digest(bytes));
    }

    static DigestOutputStream over(OutputStream out) {
        return new DigestOutputStream(out, sha256());
    }

    static String of(DigestOutputStream out) {
        return text(out.getMessageDigest().digest());
    }

    /** The part after the colon, which is a file name. */
    static String hex(String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a sha256 digest: " + digest);
        }
        return digest.substring("sha256:".length());
    }

    private static String text(byte[] hash) {
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
