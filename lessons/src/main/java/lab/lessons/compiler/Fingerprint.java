package lab.lessons.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A hash over sources and the compiler itself: as long as it stays, compiled content is up to date. */
public final class Fingerprint {
    private Fingerprint() {}

    /** The SHA-256 over names and content of all files below the paths (a file, a folder or a jar each). */
    public static String of(List<Path> paths) throws IOException {
        MessageDigest digest = sha256();
        for (Path path : paths) {
            try (Stream<Path> files = Files.walk(path)) {
                files.filter(Files::isRegularFile).sorted().forEach(file -> add(digest, path.relativize(file), file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where a class was loaded from: a folder of classes or a jar. */
    public static Path home(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("locate " + type.getName() + ": " + location + " is no file", e);
        }
    }

    private static void add(MessageDigest digest, Path name, Path file) {
        try {
            digest.update(name.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java, though every Java must have it", e);
        }
    }
}
