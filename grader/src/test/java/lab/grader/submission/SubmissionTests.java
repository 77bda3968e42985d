package lab.grader.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lab.grader.Handed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link Submission}, {@link Draft} and what stands between a grader and a hostile file. */
final class SubmissionTests {
    @TempDir
    private Path dir;

    private Path good = Path.of("");

    @BeforeEach
    void handIn() throws IOException {
        good = new Handed(dir).handIn("ada");
    }

    private static Refusal.Kind refused(Path file) {
        return assertThrows(RefusedException.class, () -> Submission.read(file))
                .refusal()
                .kind();
    }

    private Path zip(Map<String, byte[]> parts) throws IOException {
        Path file = dir.resolve("made.labz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return file;
    }

    private Map<String, byte[]> parts() throws RefusedException {
        return new LinkedHashMap<>(Archive.read(good));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Submission submission = Submission.read(good);
        assertEquals("ada", submission.manifest().student());
        assertEquals("Name of ada", submission.manifest().name());
        assertEquals(Handed.CREATED, submission.manifest().created());
        assertEquals(Set.of("easy", "half"), submission.manifest().seeds().keySet());
        assertEquals(submission.journal().head(), submission.manifest().head());
        assertEquals(6, submission.journal().lines().size());
        assertEquals("# exercise easy\nhostname\n\n# exercise half\nhostname\n", submission.commands());
    }

    @Test
    void theSameWorkGivesTheSameBytes() throws IOException {
        byte[] before = Files.readAllBytes(good);
        new Handed(dir).handIn("ada", "ada", Files.readAllBytes(dir.resolve("ada.jsonl")));
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(good)));
    }

    @Test
    void theKeyIsMadeOnceAndIsItsOwnersAlone() throws IOException {
        Path file = dir.resolve("keys/key");
        String shown = SigningKey.open(file).shown();
        assertEquals(shown, SigningKey.open(file).shown());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(file, "no key");
        assertTrue(assertThrows(IOException.class, () -> SigningKey.open(file))
                .getMessage()
                .contains("holds no Ed25519 key"));
    }

    @Test
    void anyChangedPartIsFound() throws Exception {
        for (String part : parts().keySet()) {
            Map<String, byte[]> parts = parts();
            byte[] bytes = parts.get(part).clone();
            int at = bytes.length / 2;
            bytes[at] = (byte) (bytes[at] == 'a' ? 'b' : 'a');
            parts.put(part, bytes);
            Path file = zip(parts);
            assertTrue(Set.of(Refusal.Kind.TAMPERED, Refusal.Kind.MANIFEST).contains(refused(file)), part);
        }
    }

    @Test
    void aFileCutShortAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(good);
        for (int length = 0; length < whole.length; length += 7) {
            Path file = Files.write(dir.resolve("short.labz"), Arrays.copyOf(whole, length));
            assertEquals(Refusal.Kind.NO_ZIP, refused(file), "cut to " + length);
        }
    }

    @Test
    void anyBrokenByteIsRefusedOrMeansNothing() throws IOException {
        byte[] whole = Files.readAllBytes(good);
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(dir.resolve("broken.labz"), broken);
            try {
                assertEquals("ada", Submission.read(file).manifest().student());
            } catch (RefusedException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        assertEquals(Refusal.Kind.UNREADABLE, refused(dir.resolve("missing.labz")));
        assertEquals(Refusal.Kind.UNREADABLE, refused(dir));
        Path pipe = dir.resolve("pipe.labz");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(Refusal.Kind.UNREADABLE, refused(pipe));
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = dir.resolve("huge.labz");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        assertEquals(Refusal.Kind.TOO_BIG, refused(file));
    }

    @Test
    void aBombIsNotUnpacked() throws Exception {
        for (String part : parts().keySet()) {
            Path file = dir.resolve("bomb.labz");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (String name : parts().keySet()) {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(name.equals(part) ? new byte[1 << 28] : parts().get(name));
                }
            }
            assertEquals(Refusal.Kind.BOMB, refused(file), part);
        }
    }

    @Test
    void pathsThatLeadElsewhereAreRefused() throws Exception {
        Path outside = dir.resolve("outside");
        for (String name :
                new String[] {"../outside", "/etc/cron.d/x", "a/../../outside", "manifest.json/", "Manifest.json"}) {
            Map<String, byte[]> parts = parts();
            parts.remove(Archive.COMMANDS);
            parts.put(name, name.endsWith("/") ? new byte[0] : new byte[] {1});
            assertEquals(Refusal.Kind.ODD_ENTRY, refused(zip(parts)), name);
            assertFalse(Files.exists(outside));
        }
    }

    @Test
    void aMissingPartAndTooManyPartsAreRefused() throws Exception {
        Map<String, byte[]> fewer = parts();
        fewer.remove(Archive.SIGNATURE);
        assertEquals(Refusal.Kind.MISSING_ENTRY, refused(zip(fewer)));
        Path many = dir.resolve("many.labz");
        try (OutputStream out = Files.newOutputStream(many);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 50_000; i++) {
                zip.putNextEntry(new ZipEntry("x" + i));
            }
        }
        assertEquals(Refusal.Kind.ODD_ENTRY, refused(many));
    }

    @Test
    void anotherVersionsManifestIsRefusedAsSuch() throws Exception {
        Map<String, byte[]> parts = parts();
        String text = new String(parts.get(Archive.MANIFEST), StandardCharsets.UTF_8);
        parts.put(Archive.MANIFEST, text.replace("submission/1", "submission/9").getBytes(StandardCharsets.UTF_8));
        assertEquals(Refusal.Kind.MANIFEST, refused(zip(parts)));
        parts.put(Archive.MANIFEST, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertEquals(Refusal.Kind.MANIFEST, refused(zip(parts)));
    }

    @Test
    void aJournalOfNothingButLinesIsTooMuch() throws Exception {
        byte[] lines = new byte[900_000];
        Arrays.fill(lines, (byte) '\n');
        assertEquals(Refusal.Kind.TOO_MUCH_WORK, refused(new Handed(dir).handIn("lines", "ada", lines)));
    }
}
