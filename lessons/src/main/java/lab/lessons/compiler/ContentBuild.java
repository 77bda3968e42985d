package lab.lessons.compiler;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.lessons.Language;
import lab.lessons.format.DocumentOutput;

/**
 * The part of a content build that lessons and exercises share: skip what is up to date, start the parser once, write a file for each language.
 *
 * @param content the folder with a folder of sources for each language
 * @param target the folder that gets the compiled files
 * @param stamp the file that remembers the fingerprint of the last build
 * @param code classes and jars whose change makes a new build necessary
 */
public record ContentBuild(Path content, Path target, Path stamp, List<Path> code) {
    /** Compiles everything, in all languages at once so that they can be compared. */
    public interface Work {
        /** Compiles the sources of each language; mistakes go to the problems. */
        Map<Language, Writer> compile(Asciidoc asciidoc, Problems problems) throws IOException;
    }

    /** Writes what was compiled for a language. */
    public interface Writer {
        /** Writes it. */
        void write(DocumentOutput out) throws IOException;
    }

    /** The sources of a language below a folder, by their names. */
    public List<Source> sources(Language language, Problems problems) throws IOException {
        Path folder = content.resolve(language.code());
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".adoc"))
                    .sorted()
                    .toList()) {
                sources.add(Source.read(content, file, problems));
            }
        }
        return sources;
    }

    /**
     * Builds, unless nothing changed.
     *
     * @param prefix how the compiled files are called, before a dot and the language
     * @return whether there was anything to do
     * @throws ContentException if there is a mistake in the sources; nothing is written then
     */
    public boolean run(String prefix, Work work) throws IOException, ContentException {
        List<Path> inputs = new ArrayList<>(code);
        inputs.add(content);
        String fingerprint = Fingerprint.of(inputs);
        if (isUpToDate(prefix, fingerprint)) {
            return false;
        }
        Problems problems = new Problems();
        try (Asciidoc asciidoc = Asciidoc.start()) {
            Map<Language, Writer> compiled = work.compile(asciidoc, problems);
            problems.check();
            Files.createDirectories(target);
            for (Map.Entry<Language, Writer> entry : compiled.entrySet()) {
                try (OutputStream stream = Files.newOutputStream(file(prefix, entry.getKey()))) {
                    DocumentOutput out = DocumentOutput.of(stream);
                    entry.getValue().write(out);
                    out.flush();
                }
            }
        }
        Files.writeString(stamp, fingerprint);
        return true;
    }

    private boolean isUpToDate(String prefix, String fingerprint) throws IOException {
        for (Language language : Language.values()) {
            if (!Files.exists(file(prefix, language))) {
                return false;
            }
        }
        return Files.exists(stamp) && Files.readString(stamp).equals(fingerprint);
    }

    private Path file(String prefix, Language language) {
        return target.resolve(prefix + "." + language.code());
    }
}
