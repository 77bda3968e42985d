package lab.runtime.layer;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import lab.runtime.kernel.KernelHash;

/** A hash of what passes by: the kernel's where it offers one, else Java's. */
public final class Hasher implements AutoCloseable {

    private final Optional<KernelHash> kernel;
    private final MessageDigest java;

    private Hasher(Optional<KernelHash> kernel, MessageDigest java) {
        this.kernel = kernel;
        this.java = java;
    }

    /**
     * A hash by its name in a digest.
     *
     * @param algorithm {@code sha256} or {@code sha512}
     */
    public static Hasher of(String algorithm) {
        try {
            var kernel = algorithm.equals("sha256") ? KernelHash.sha256() : Optional.<KernelHash>empty();
            return new Hasher(kernel, MessageDigest.getInstance(algorithm.equals("sha256") ? "SHA-256" : "SHA-512"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 and SHA-512", e);
        }
    }

    /** Adds a part of an array. */
    public void update(byte[] bytes, int from, int length) throws IOException {
        if (kernel.isPresent()) {
            kernel.get().update(bytes, from, length);
        } else {
            java.update(bytes, from, length);
        }
    }

    /** The hash of all that was added, in hexadecimal digits. */
    public String hex() throws IOException {
        return HexFormat.of().formatHex(kernel.isPresent() ? kernel.get().digest() : java.digest());
    }

    @Override
    public void close() {
        kernel.ifPresent(KernelHash::close);
    }
}
