package lab.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The zip that a submission is. Only four names are known, nothing is ever written to disk, and no more is read than a submission can hold: a name that leads
 * elsewhere, a bomb or a file without end are refused before they cost anything.
 */
final class Archive {
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final String JOURNAL = "journal.jsonl";
    static final String COMMANDS = "commands.lab";

    /** The largest file, and the largest part of one when it is unpacked. */
    static final int MOST_PACKED = 8 << 20;

    static final int MOST_UNPACKED = 16 << 20;

    /** Up to a megabyte may come out of any number of bytes; beyond, text gets no smaller than this. */
    private static final int MOST_RATIO = 200;

    private static final int HARMLESS = 1 << 20;
    private static final Set<String> NAMES = Set.of(MANIFEST, SIGNATURE, JOURNAL, COMMANDS);
    private static final FileTime NO_TIME = FileTime.fromMillis(315_532_800_000L);

    private Archive() {}

    static Map<String, byte[]> read(Path file) throws RefusedException {
        try {
            if (!Files.isRegularFile(file)) {
                throw Refusal.because(
                        Refusal.Kind.UNREADABLE, Files.exists(file) ? "it is not a file" : "there is no such file");
            }
            long size = Files.size(file);
            if (size > MOST_PACKED) {
                throw Refusal.because(Refusal.Kind.TOO_BIG, size, MOST_PACKED);
            }
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                return read(zip);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw Refusal.because(Refusal.Kind.NO_ZIP, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Refusal.because(Refusal.Kind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, byte[]> read(ZipFile zip) throws IOException, RefusedException {
        if (zip.size() > NAMES.size()) {
            throw Refusal.because(Refusal.Kind.ODD_ENTRY, zip.size() + " entries");
        }
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!NAMES.contains(entry.getName()) || parts.containsKey(entry.getName())) {
                throw Refusal.because(Refusal.Kind.ODD_ENTRY, entry.getName());
            }
            parts.put(entry.getName(), read(zip, entry));
        }
        for (String name : NAMES.stream().sorted().toList()) {
            if (!parts.containsKey(name)) {
                throw Refusal.because(Refusal.Kind.MISSING_ENTRY, name);
            }
        }
        return parts;
    }

    /** Reads a part as far as it may go, whatever size it claims to have. */
    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException, RefusedException {
        long packed = Math.max(1, entry.getCompressedSize());
        long most = Math.min(MOST_UNPACKED, Math.max(HARMLESS, packed * MOST_RATIO));
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw Refusal.because(Refusal.Kind.BOMB, entry.getName(), packed, most);
            }
            return bytes;
        }
    }

    /** Writes a zip whose bytes depend on nothing but its parts; the file is there as a whole or not at all. */
    static void write(Path file, Map<String, byte[]> parts) throws IOException {
        Path whole = file.toAbsolutePath();
        Path temporary = whole.resolveSibling("." + whole.getFileName() + ".new");
        Files.createDirectories(whole.resolveSibling(""));
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary), StandardCharsets.UTF_8)) {
                for (String name : Arrays.asList(MANIFEST, SIGNATURE, JOURNAL, COMMANDS)) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setLastModifiedTime(NO_TIME);
                    zip.putNextEntry(entry);
                    zip.write(parts.get(name));
                    zip.closeEntry();
                }
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
