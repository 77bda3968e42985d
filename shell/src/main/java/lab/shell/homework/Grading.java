package lab.shell.homework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.grader.mark.Graded;
import lab.grader.mark.Marker;
import lab.grader.report.Format;
import lab.grader.report.Sheet;
import lab.shell.learn.Enrolment;
import lab.shell.session.Lab;

/** Marks submissions and writes what came of it. */
public final class Grading {

    private final Lab lab;

    /** In this lab. */
    public Grading(Lab lab) {
        this.lab = lab;
    }

    /** The files that are meant: a folder stands for the submissions in it. */
    public static List<Path> files(List<String> names) throws IOException {
        var files = new ArrayList<Path>();
        for (var name : names) {
            var path = Path.of(name);
            if (Files.isDirectory(path)) {
                try (var inside = Files.newDirectoryStream(path, "*" + HandIn.ENDING)) {
                    inside.forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    /** The exercises with these ids; all if none is named. */
    public List<Exercise> exercises(List<String> ids) {
        var all = Exercises.load(lab.settings().language());
        return ids.isEmpty()
                ? all.list()
                : ids.stream()
                        .map(id -> all.find(id)
                                .orElseThrow(() -> new IllegalArgumentException(lab.say("author.unknown", id))))
                        .toList();
    }

    /**
     * Marks files.
     *
     * @param course the key of the course, empty for the course of those who learn alone
     */
    public List<Graded> mark(List<Path> files, List<Exercise> exercises, String course) {
        return new Marker(lab.expressions(), exercises, key(course)).mark(files);
    }

    /** The key of a course as bytes; empty for the course of those who learn alone. */
    public static byte[] key(String course) {
        return Enrolment.key(course.isEmpty() ? Enrolment.ALONE : course);
    }

    /** Writes a file for each submission into a folder, named after it; two of one name get numbers. */
    public static void write(List<Graded> all, Format format, Sheet sheet, Path folder) throws IOException {
        Files.createDirectories(folder);
        var taken = new ArrayList<String>();
        for (var one : all) {
            var stem = one.file().endsWith(HandIn.ENDING)
                    ? one.file().substring(0, one.file().length() - HandIn.ENDING.length())
                    : one.file();
            var name = stem + "." + format.extension();
            for (var number = 2; taken.contains(name); number++) {
                name = stem + "-" + number + "." + format.extension();
            }
            taken.add(name);
            Files.writeString(folder.resolve(name), format.fill(List.of(one), sheet));
        }
    }
}
