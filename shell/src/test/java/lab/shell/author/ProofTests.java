package lab.shell.author;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.exercises.Exercises;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;
import lab.shell.command.Commands;
import lab.shell.command.Session;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every exercise is proved on this kernel. */
@Tag("kernel")
final class ProofTests {

    @TempDir
    private Path dir;

    @Test
    void everyExerciseHoldsWithSeveralSeeds() throws Exception {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = Settings.of(Map.of("LANG", "C.UTF-8"), false).with(paths);
        try (var session = new Session(new Lab(settings, Console.over(out, out)), null)) {
            var words = new ArrayList<>(List.of("author", "test", "--seeds", "2"));
            // On the second JDK of .ci/run one lesson stands for all: they are about the kernel, which is the same
            // there.
            var lesson = System.getProperty("lab.lesson", "");
            Exercises.load(Language.ENGLISH).list().stream()
                    .filter(exercise -> exercise.lesson().equals(lesson))
                    .forEach(exercise -> words.add(exercise.id()));
            var code = new Commands(session).run(words);
            assertEquals(0, code, out.toString(StandardCharsets.UTF_8));
        }
    }
}
