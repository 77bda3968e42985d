package lab.lessons.compiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.lessons.CourseEntry;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Lessons;
import lab.lessons.format.LessonFormat;

/** Compiles all lessons; the build runs it after the classes are compiled. */
public final class LessonsBuild {
    /** The lessons in one language and where they come from. */
    private record Edition(Lessons lessons, Map<String, Source> sources) {}

    private static final String COURSE = "course.adoc";

    private final ContentBuild build;

    private LessonsBuild(ContentBuild build) {
        this.build = build;
    }

    /** Compiles the lessons in the first folder into the classes folder named second. */
    public static void main(String[] args) throws IOException, ContentException {
        Path classes = Path.of(args[1]);
        ContentBuild build = new ContentBuild(
                Path.of(args[0]),
                classes.resolve("lab/lessons"),
                classes.resolveSibling("lessons.fingerprint"),
                List.of(classes.resolve("lab/lessons/compiler"), classes.resolve("lab/lessons/format")));
        LessonsBuild lessons = new LessonsBuild(build);
        build.run("lessons", lessons::compile);
    }

    private Map<Language, ContentBuild.Writer> compile(Asciidoc asciidoc, Problems problems) throws IOException {
        List<Edition> editions = new ArrayList<>();
        for (Language language : Language.values()) {
            Map<String, Source> byName = byName(language, problems);
            editions.add(new Edition(compile(asciidoc, language, byName, problems), byName));
        }
        Map<Language, ContentBuild.Writer> writers = new EnumMap<>(Language.class);
        for (Edition edition : editions) {
            compare(editions.get(0).lessons(), edition, problems);
            writers.put(edition.lessons().language(), out -> LessonFormat.write(edition.lessons(), out));
        }
        return writers;
    }

    private Map<String, Source> byName(Language language, Problems problems) throws IOException {
        Map<String, Source> byName = new LinkedHashMap<>();
        for (Source source : build.sources(language, problems)) {
            byName.put(source.name().substring(language.code().length() + 1), source);
        }
        return byName;
    }

    private static Lessons compile(
            Asciidoc asciidoc, Language language, Map<String, Source> sources, Problems problems) {
        Source course = sources.get(COURSE);
        if (course == null) {
            problems.add(new Problem(language.code() + "/" + COURSE, 1, 1, "the list of all lessons is missing"));
            return new Lessons(language, List.of(), List.of());
        }
        List<CourseEntry> entries = new CourseCompiler(asciidoc).compile(course, sources.keySet());
        List<Lesson> lessons = new ArrayList<>();
        Map<String, Source> left = new LinkedHashMap<>(sources);
        left.remove(COURSE);
        for (CourseEntry entry : entries) {
            Source source = left.remove(entry.id() + ".adoc");
            if (source != null) {
                lessons.add(new LessonCompiler(asciidoc).compile(source, entry, language));
            }
        }
        List<String> files = entries.stream().map(entry -> entry.id() + ".adoc").toList();
        left.forEach((name, source) ->
                source.problem(1, "", "the course has no lesson for the file " + name + Suggestion.among(files, name)));
        return new Lessons(language, entries, lessons);
    }

    private static void compare(Lessons original, Edition edition, Problems problems) {
        Lessons translation = edition.lessons();
        String code = translation.language().code();
        List<String> wanted = original.course().stream().map(CourseEntry::id).toList();
        List<String> found = translation.course().stream().map(CourseEntry::id).toList();
        if (!wanted.equals(found)) {
            problems.add(new Problem(
                    code + "/" + COURSE,
                    1,
                    1,
                    "differs from " + original.language().code() + ": wanted " + wanted + ", found " + found));
        }
        for (Lesson lesson : original.lessons()) {
            Source source = edition.sources().get(lesson.id() + ".adoc");
            translation.lessons().stream()
                    .filter(other -> other.id().equals(lesson.id()))
                    .findFirst()
                    .ifPresentOrElse(
                            other -> {
                                if (source != null) {
                                    Outline.compare(lesson, other, source);
                                }
                            },
                            () -> problems.add(new Problem(
                                    code + "/" + lesson.id() + ".adoc", 1, 1, "the translation is missing")));
        }
    }
}
