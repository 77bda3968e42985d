package lab.shell.author;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Parameters;
import lab.exercises.Timing;
import lab.exercises.Values;
import lab.grader.Attempt;
import lab.lessons.Phrase;
import lab.runtime.container.LabPaths;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for weakened checks, on facts of this host. */
final class MutantsTests {

    private static final Values NONE = new Values(Map.of());

    @TempDir
    private Path dir;

    private Lab lab() throws IOException {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        return new Lab(Settings.of(Map.of("LANG", "C.UTF-8"), false).with(paths), Console.over(out, out));
    }

    private static Exercise exercise(String expression) {
        return new Exercise(
                "x",
                "views",
                1,
                Phrase.of("x"),
                List.of(),
                new Parameters(List.of()),
                List.of(),
                List.of(new CheckSpec("both", Phrase.of("both"), expression, new Timing.Now(), 1)),
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> unnoticed(String expression) throws IOException {
        try (var lab = lab()) {
            var exercise = exercise(expression);
            var mutants = new Mutants(lab, exercise, NONE);
            var attempt = Attempt.open(lab.expressions(), exercise, NONE, lab.scope());
            mutants.look(attempt, Set.of("both"));
            return mutants.unnoticed();
        }
    }

    @Test
    void thePartThatAnAttemptFailsForIsNoticedAndTheOtherIsNot() throws Exception {
        assertEquals(
                List.of("both: no wrong attempt fails for want of host.hostname != ''"),
                unnoticed("host.hostname != '' && host.hostname == 'no such name'"));
    }

    @Test
    void whoHasDoneNothingFailsForWantOfAThing() throws Exception {
        try (var lab = lab()) {
            var exercise = exercise("container('none').exists && host.hostname == ''");
            var mutants = new Mutants(lab, exercise, NONE);
            var attempt = Attempt.open(lab.expressions(), exercise, NONE, lab.scope());
            mutants.lookFresh(attempt, Set.of("both"));
            assertEquals(2, mutants.unnoticed().size(), "the other part fails, too");
            var alone = exercise("container('none').exists");
            mutants = new Mutants(lab, alone, NONE);
            mutants.lookFresh(Attempt.open(lab.expressions(), alone, NONE, lab.scope()), Set.of("both"));
            assertEquals(List.of(), mutants.unnoticed());
        }
    }

    @Test
    void whereTwoPartsFailTogetherNeitherIsProved() throws Exception {
        assertEquals(
                2,
                unnoticed("host.hostname == '' && host.hostname == 'no such name'")
                        .size());
    }

    @Test
    void aSinglePartIsTheWholeCheck() throws Exception {
        assertEquals(List.of(), unnoticed("host.hostname == 'no such name'"));
    }

    @Test
    void aCheckThatNoAttemptFailsIsNotNoticed() throws Exception {
        try (var lab = lab()) {
            var exercise = exercise("host.hostname == ''");
            var mutants = new Mutants(lab, exercise, NONE);
            mutants.look(Attempt.open(lab.expressions(), exercise, NONE, lab.scope()), Set.of());
            assertEquals(1, mutants.unnoticed().size());
        }
    }
}
