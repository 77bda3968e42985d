package lab.grader.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A learner's own Ed25519 key (RFC 8032), made on first use. It tells that two submissions come from one lab and that nothing was changed on the way; it does
 * not tell who sat there.
 */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final String shown;

    private SigningKey(PrivateKey secret, String shown) {
        this.secret = secret;
        this.shown = shown;
    }

    /**
     * Reads the key, or makes it.
     *
     * @param file where it is kept, readable by its owner only
     * @return the key
     * @throws IOException if the file can't be read or written, or holds no key
     */
    public static SigningKey open(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        try {
            String[] halves = Files.readString(file).strip().split("\\s+");
            byte[] secret = Base64.getDecoder().decode(halves[0]);
            return new SigningKey(
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)), halves[1]);
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(
                    "read " + file + ": it holds no " + ALGORITHM + " key; move it away, and a new one is made", e);
        }
    }

    private static void make(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder text = Base64.getEncoder();
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(
                    folder,
                    ".key",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    fresh,
                    text.encodeToString(pair.getPrivate().getEncoded())
                            + '\n'
                            + text.encodeToString(pair.getPublic().getEncoded())
                            + '\n');
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (GeneralSecurityException e) {
            throw new IOException("make a key: this Java has no " + ALGORITHM, e);
        }
    }

    /**
     * The half that everybody may know.
     *
     * @return an X.509 {@code SubjectPublicKeyInfo} in base64
     */
    public String shown() {
        return shown;
    }

    String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sign: " + e.getMessage(), e);
        }
    }

    static boolean fits(String shown, byte[] bytes, String signature) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(shown)));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
