package lab.grader.submission;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import lab.grader.journal.JournalText;

/**
 * A submission that was read and whose parts belong together: hashes and signature fit.
 *
 * @param manifest what it says about itself
 * @param journal what happened
 * @param commands the script of what was typed
 */
public record Submission(Manifest manifest, JournalText journal, String commands) {
    private static final int MOST_LINES = 200_000;

    /**
     * Reads a file, which may be hostile.
     *
     * @param file the file
     * @return the submission
     * @throws RefusedException if it is none, or was changed after it was signed
     */
    public static Submission read(Path file) throws RefusedException {
        Map<String, byte[]> parts = Archive.read(file);
        Manifest manifest = Manifest.parse(part(parts, Archive.MANIFEST));
        String signature = new String(part(parts, Archive.SIGNATURE), StandardCharsets.US_ASCII);
        if (!SigningKey.fits(manifest.key(), part(parts, Archive.MANIFEST), signature)) {
            throw Refusal.because(Refusal.Kind.TAMPERED, Archive.MANIFEST);
        }
        for (String name : new String[] {Archive.JOURNAL, Archive.COMMANDS}) {
            if (!JournalText.hash(part(parts, name)).equals(manifest.hashes().get(name))) {
                throw Refusal.because(Refusal.Kind.TAMPERED, name);
            }
        }
        byte[] lines = part(parts, Archive.JOURNAL);
        if (count(lines) > MOST_LINES) {
            throw Refusal.because(Refusal.Kind.TOO_MUCH_WORK, "more than " + MOST_LINES + " lines");
        }
        JournalText journal = JournalText.parse(lines);
        return new Submission(manifest, journal, new String(part(parts, Archive.COMMANDS), StandardCharsets.UTF_8));
    }

    private static int count(byte[] text) {
        int ends = 0;
        for (byte one : text) {
            ends += one == '\n' ? 1 : 0;
        }
        return ends;
    }

    private static byte[] part(Map<String, byte[]> parts, String name) throws RefusedException {
        byte[] bytes = parts.get(name);
        if (bytes == null) {
            throw Refusal.because(Refusal.Kind.MISSING_ENTRY, name);
        }
        return bytes;
    }
}
