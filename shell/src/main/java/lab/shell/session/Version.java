package lab.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.exercises.Exercises;

/** Which lab this is. */
public final class Version {

    /** The lab's own version. */
    public static final String LAB = "0.1.0";

    private static final int DIGITS = 16;

    private Version() {}

    /** The versions of all that a verdict depends on. */
    public static SortedMap<String, String> all() throws IOException {
        var all = new TreeMap<String, String>();
        all.put("lab", LAB);
        all.put("exercises", exercises());
        all.put("java", System.getProperty("java.version", ""));
        all.put("kernel", System.getProperty("os.version", ""));
        all.put("arch", System.getProperty("os.arch", ""));
        return all;
    }

    /** The beginning of the SHA-256 of the compiled exercises: other content, other digits. */
    private static String exercises() throws IOException {
        try (InputStream in = Exercises.class.getResourceAsStream("exercises.en")) {
            if (in == null) {
                throw new IOException("exercises.en is missing from the class path");
            }
            var hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return String.format("%064x", new BigInteger(1, hash)).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no SHA-256", e);
        }
    }
}
