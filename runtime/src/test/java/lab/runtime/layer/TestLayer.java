package lab.runtime.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A layer that a test puts together, member by member, and unpacks. */
final class TestLayer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(bytes);

    TestLayer file(String name, String content) throws IOException {
        return put(TarEntry.of(name, TarEntry.FILE, 0644, content.length()), content);
    }

    TestLayer directory(String name, int mode) throws IOException {
        return put(TarEntry.of(name, TarEntry.DIRECTORY, mode, 0), "");
    }

    TestLayer link(String name, String target) throws IOException {
        return put(TarEntry.of(name, TarEntry.SYMBOLIC_LINK, 0777, 0).to(utf8(target)), "");
    }

    TestLayer hardLink(String name, String target) throws IOException {
        return put(TarEntry.of(name, TarEntry.HARD_LINK, 0644, 0).to(utf8(target)), "");
    }

    TestLayer put(TarEntry entry, String content) throws IOException {
        tar.put(entry, utf8(content));
        return this;
    }

    byte[] tar() throws IOException {
        tar.finish();
        return bytes.toByteArray();
    }

    /** Unpacks it into a new folder. */
    Path unpack(Path dir) throws IOException {
        var folder = Files.createTempDirectory(dir, "layer");
        unpack(tar(), folder);
        return folder;
    }

    static List<String> unpack(byte[] tar, Path folder) throws IOException {
        return new Unpack(digest(tar), tar.length, digest(tar), 1 << 20)
                .into(folder, () -> new ByteArrayInputStream(tar));
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
