package lab.grader.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import lab.exercises.Seed;
import lab.grader.journal.JournalLine;
import lab.grader.journal.JournalText;

/**
 * What a learner is about to hand in.
 *
 * @param student the name that the parameters come from
 * @param name what the learner is called
 * @param journal the bytes of the journal
 * @param seeds gives the seed of an exercise by its id
 * @param versions of the lab, its content, Java and the kernel
 */
public record Draft(
        String student, String name, byte[] journal, Function<String, Seed> seeds, SortedMap<String, String> versions) {
    /**
     * Writes the file.
     *
     * @param file where to
     * @param key signs it
     * @param created when it is handed in
     * @return what it says about itself
     * @throws IOException if the file can't be written
     */
    public Manifest write(Path file, SigningKey key, Instant created) throws IOException {
        if (journal.length > Archive.MOST_UNPACKED) {
            throw new IOException("hand in: the journal has " + journal.length
                    + " bytes, and a submission holds at most " + Archive.MOST_UNPACKED);
        }
        JournalText text = JournalText.parse(journal);
        byte[] commands = commands(text).getBytes(StandardCharsets.UTF_8);
        SortedMap<String, String> hashes = new TreeMap<>();
        hashes.put(Archive.JOURNAL, JournalText.hash(journal));
        hashes.put(Archive.COMMANDS, JournalText.hash(commands));
        SortedMap<String, String> used = new TreeMap<>();
        for (String exercise : opened(text)) {
            used.put(exercise, seeds.apply(exercise).hex());
        }
        Manifest manifest = new Manifest(student, name, created, text.head(), used, versions, hashes, key.shown());
        byte[] bytes = manifest.bytes();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(Archive.MANIFEST, bytes);
        parts.put(Archive.SIGNATURE, key.sign(bytes).getBytes(StandardCharsets.US_ASCII));
        parts.put(Archive.JOURNAL, journal);
        parts.put(Archive.COMMANDS, commands);
        Archive.write(file, parts);
        return manifest;
    }

    private static TreeSet<String> opened(JournalText text) {
        TreeSet<String> ids = new TreeSet<>();
        for (JournalLine line : text.lines()) {
            if (line.what().equals("opened")) {
                ids.add(line.exercise());
            }
        }
        return ids;
    }

    /** What was typed since each exercise was last begun, as a script that the lab can run. */
    private static String commands(JournalText text) {
        Map<String, StringBuilder> scripts = new LinkedHashMap<>();
        for (JournalLine line : text.lines()) {
            if (line.what().equals("opened")) {
                scripts.remove(line.exercise());
                scripts.put(line.exercise(), new StringBuilder("# exercise " + line.exercise() + '\n'));
            } else if (line.what().equals("command") && scripts.containsKey(line.exercise())) {
                scripts.get(line.exercise()).append(line.text("line")).append('\n');
            }
        }
        return String.join("\n", scripts.values());
    }
}
