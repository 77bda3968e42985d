package lab.shell.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import lab.lessons.Language;
import lab.shell.session.Resources;

/** Begins an exercise: a file for each language that compiles, can be solved, and says where its author goes on. */
public final class Sketch {

    private final Path folder;

    /** In the folder with a folder for each language. */
    public Sketch(Path folder) {
        this.folder = folder;
    }

    /** Writes the files, none of which may be there yet, and gives them. */
    public List<Path> write(String lesson, String id) throws IOException {
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "an exercise's id is made of lower-case letters, digits and hyphens: \"" + id + "\"");
        }
        var originals = folder.resolve(Language.ENGLISH.code());
        if (!Files.isDirectory(originals.resolve(lesson))) {
            throw new IOException(
                    originals.resolve(lesson) + ": there is no such lesson; there are " + lessons(originals));
        }
        var files = new ArrayList<Path>();
        for (var language : Language.values()) {
            var file = folder.resolve(language.code()).resolve(lesson).resolve(id + ".adoc");
            if (Files.exists(file)) {
                throw new IOException(file + ": is there already");
            }
            files.add(file);
        }
        for (var i = 0; i < files.size(); i++) {
            var text = Resources.text("exercise." + Language.values()[i].code() + ".adoc")
                    .replace("@NUMBER@", Integer.toString(next(originals.resolve(lesson))));
            if (i > 0) {
                text = text.replace(
                        "@ORIGINAL@", ExerciseText.read(files.get(0)).stamp());
            }
            Files.createDirectories(files.get(i).getParent());
            Files.writeString(files.get(i), text, StandardOpenOption.CREATE_NEW);
        }
        return files;
    }

    private static String lessons(Path originals) throws IOException {
        if (!Files.isDirectory(originals)) {
            return "none";
        }
        try (var all = Files.list(originals)) {
            return String.join(
                    ", ", all.map(one -> one.getFileName().toString()).sorted().toList());
        }
    }

    /** The first number that no exercise of the lesson has. */
    private static int next(Path lesson) throws IOException {
        var highest = 0;
        try (var all = Files.newDirectoryStream(lesson, "*.adoc")) {
            for (var file : all) {
                var row = ExerciseText.read(file).header().get("number");
                if (row != null && row.text().matches("\\d{1,4}")) {
                    highest = Math.max(highest, Integer.parseInt(row.text()));
                }
            }
        }
        return highest + 1;
    }
}
