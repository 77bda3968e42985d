package lab.exercises.compiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.exercises.ExerciseFormat;
import lab.exercises.Exercises;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Lessons;
import lab.lessons.compiler.Asciidoc;
import lab.lessons.compiler.ContentBuild;
import lab.lessons.compiler.ContentException;
import lab.lessons.compiler.Fingerprint;
import lab.lessons.compiler.Problem;
import lab.lessons.compiler.Problems;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;
import lab.lessons.format.LessonFormat;

/** Compiles all exercises; the build runs it after the classes are compiled. */
public final class ExercisesBuild {
    private final ContentBuild build;
    private final List<Lesson> lessons;

    private ExercisesBuild(ContentBuild build, List<Lesson> lessons) {
        this.build = build;
        this.lessons = lessons;
    }

    /** Compiles the exercises in the first folder into the classes folder named second. */
    public static void main(String[] args) throws IOException, ContentException {
        Path classes = Path.of(args[1]);
        ContentBuild build = new ContentBuild(
                Path.of(args[0]),
                classes.resolve("lab/exercises"),
                classes.resolveSibling("exercises.fingerprint"),
                List.of(classes.resolve("lab/exercises/compiler"), Fingerprint.home(Lessons.class)));
        ExercisesBuild exercises =
                new ExercisesBuild(build, LessonFormat.load(Language.ENGLISH).lessons());
        build.run("exercises", exercises::compile);
    }

    private Map<Language, ContentBuild.Writer> compile(Asciidoc asciidoc, Problems problems) throws IOException {
        Map<Language, List<Exercise>> compiled = new EnumMap<>(Language.class);
        List<Exercise> originals = originals(asciidoc, problems);
        compiled.put(Language.ENGLISH, originals);
        for (Language language : Language.values()) {
            if (language != Language.ENGLISH) {
                compiled.put(language, translations(asciidoc, language, originals, problems));
            }
        }
        checkLessons(originals, problems);
        Map<Language, ContentBuild.Writer> writers = new EnumMap<>(Language.class);
        compiled.forEach((language, exercises) ->
                writers.put(language, out -> ExerciseFormat.write(new Exercises(language, exercises), out)));
        return writers;
    }

    private List<Exercise> originals(Asciidoc asciidoc, Problems problems) throws IOException {
        List<Exercise> exercises = new ArrayList<>();
        ExerciseCompiler compiler = new ExerciseCompiler(asciidoc);
        for (Source source : build.sources(Language.ENGLISH, problems)) {
            String[] path = source.name().split("/");
            if (path.length != 3) {
                source.problem(1, "", "an exercise lies in en/LESSON/EXERCISE.adoc");
                continue;
            }
            exercises.add(compiler.compile(source, path[1], path[2].replace(".adoc", "")));
        }
        exercises.sort(
                Comparator.comparingInt((Exercise exercise) -> place(exercise)).thenComparingInt(Exercise::number));
        return exercises;
    }

    private List<Exercise> translations(
            Asciidoc asciidoc, Language language, List<Exercise> originals, Problems problems) throws IOException {
        Map<String, Source> left = new LinkedHashMap<>();
        for (Source source : build.sources(language, problems)) {
            left.put(source.name(), source);
        }
        List<Exercise> exercises = new ArrayList<>();
        for (Exercise original : originals) {
            String name = language.code() + "/" + original.lesson() + "/" + original.id() + ".adoc";
            Optional<Source> source = Optional.ofNullable(left.remove(name));
            if (source.isPresent()) {
                exercises.add(new TranslationCompiler(asciidoc).compile(source.get(), original));
            } else {
                problems.add(new Problem(name, 1, 1, "the translation is missing"));
            }
        }
        left.forEach((name, source) -> source.problem(1, "", "there is no original for this translation"));
        return exercises;
    }

    private int place(Exercise exercise) {
        return lessons.stream()
                .filter(lesson -> lesson.id().equals(exercise.lesson()))
                .mapToInt(Lesson::number)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private void checkLessons(List<Exercise> exercises, Problems problems) {
        for (Lesson lesson : lessons) {
            List<String> found = exercises.stream()
                    .filter(exercise -> exercise.lesson().equals(lesson.id()))
                    .map(Exercise::id)
                    .toList();
            if (!found.equals(lesson.exercises())) {
                problems.add(new Problem(
                        "en/" + lesson.id(),
                        1,
                        1,
                        "the lesson asks for the exercises " + lesson.exercises() + ", but there are " + found
                                + ", by their numbers"));
            }
        }
        for (int i = 0; i < exercises.size(); i++) {
            Exercise exercise = exercises.get(i);
            List<String> earlier =
                    exercises.subList(0, i).stream().map(Exercise::id).toList();
            for (String other : exercise.after()) {
                if (!earlier.contains(other)) {
                    problems.add(new Problem(
                            "en/" + exercise.lesson() + "/" + exercise.id() + ".adoc",
                            1,
                            1,
                            "'" + other + "' is no exercise before this one" + Suggestion.among(earlier, other)));
                }
            }
        }
        for (Exercise exercise : exercises) {
            if (place(exercise) == Integer.MAX_VALUE) {
                problems.add(new Problem(
                        "en/" + exercise.lesson() + "/" + exercise.id() + ".adoc",
                        1,
                        1,
                        "there is no lesson '" + exercise.lesson() + "'"));
            }
        }
    }
}
