package lab.grader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.exercises.Solution;
import lab.exercises.Values;
import lab.exercises.WrongAttempt;
import lab.grader.expression.Expressions;
import lab.lessons.Language;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.LabPaths;
import lab.runtime.container.Profile;
import lab.runtime.container.Stdio;
import lab.runtime.container.Tmpfs;
import lab.runtime.container.Volume;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.observe.PlaceScope;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts about the shipped exercises, on real containers: the fresh state fails, solutions pass, wrong attempts fail as they say. */
@Tag("kernel")
final class ExerciseProofTests {
    private static final Expressions EXPRESSIONS = new Expressions();

    @TempDir
    private Path dir;

    @TestFactory
    Stream<DynamicTest> solutionsPass() {
        return Exercises.load(Language.ENGLISH).list().stream()
                .flatMap(exercise -> exercise.solutions().stream()
                        .map(solution -> DynamicTest.dynamicTest(
                                exercise.id() + " " + solution.id(), () -> solutionPasses(exercise, solution))));
    }

    @TestFactory
    Stream<DynamicTest> wrongAttemptsFailAsTheySay() {
        return Exercises.load(Language.ENGLISH).list().stream()
                .flatMap(exercise -> exercise.wrongAttempts().stream()
                        .map(wrong -> DynamicTest.dynamicTest(
                                exercise.id() + " " + wrong.id(), () -> wrongAttemptFails(exercise, wrong))));
    }

    private void solutionPasses(Exercise exercise, Solution solution) throws Exception {
        try (Bench bench = new Bench(Files.createTempDirectory(dir, "bench"), exercise)) {
            Verdict fresh = bench.attempt.check();
            assertFalse(fresh.passed(), "the fresh state must not pass");
            assertFalse(fresh.open(), () -> "everything must be observable: " + shown(fresh));
            for (String line : solution.lines()) {
                bench.type(line);
            }
            Place.await(() -> bench.attempt.check().passed(), () -> shown(bench.attempt.check()));
            assertEquals(exercise.points(), bench.attempt.check().points());
            // A check that is met by luck of one look would not be met by the next.
            assertTrue(bench.attempt.check().passed());
        }
    }

    private void wrongAttemptFails(Exercise exercise, WrongAttempt wrong) throws Exception {
        try (Bench bench = new Bench(Files.createTempDirectory(dir, "bench"), exercise)) {
            for (String line : wrong.lines()) {
                bench.type(line);
            }
            Place.await(
                    () -> fails(bench.attempt.check()).equals(wrong.fails()),
                    () -> "wanted to fail " + wrong.fails() + ":\n" + shown(bench.attempt.check()));
            assertEquals(
                    wrong.hint(),
                    bench.attempt.check().misconception().map(hint -> hint.id()),
                    () -> shown(bench.attempt.check()));
        }
    }

    private static List<String> fails(Verdict verdict) {
        return verdict.results().stream()
                .filter(result -> !result.outcome().met())
                .map(result -> result.check().id())
                .toList();
    }

    private static String shown(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        for (CheckResult result : verdict.results()) {
            text.append(result.check().id())
                    .append(": ")
                    .append(result.outcome())
                    .append('\n');
        }
        return text.toString();
    }

    /** A place with a workbench, in which an exercise was opened. */
    private static final class Bench implements AutoCloseable {
        private final Containers containers;
        private final Attempt attempt;
        private final Values values;

        Bench(Path dir, Exercise exercise) throws IOException {
            containers = Containers.in(new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state")));
            ContainerSpec.Builder workbench = ContainerSpec.of("workbench")
                    .name("workbench")
                    .hostname("workbench")
                    .profile(Profile.WORKBENCH)
                    .init(true)
                    .label(ContainerSpec.PLACE, "proof")
                    .command("sleep", "1000000");
            for (String name : List.of("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives")) {
                if (Files.isDirectory(Path.of(name)) && !Files.isSymbolicLink(Path.of(name))) {
                    workbench.volume(new Volume(name, name, true, true));
                }
            }
            containers.start(workbench.build(), null).close();
            values = exercise.parameters().resolve(Seed.of(new byte[] {7}, "proof", exercise.id()));
            attempt = Attempt.open(EXPRESSIONS, exercise, values, new PlaceScope(containers, "proof"));
        }

        void type(String line) throws IOException {
            String typed = values.code(line);
            if (typed.startsWith("run ")) {
                run(List.of(typed.split(" ")));
            } else {
                try (Fd none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                        var running = containers.exec(
                                "workbench", ExecSpec.of(List.of("bash", "-c", typed)), new Stdio(none, none, none))) {
                    running.await();
                }
            }
        }

        /** As much of the lab's own command as the shipped solutions use. */
        private void run(List<String> words) throws IOException {
            int at = 1;
            ContainerSpec.Builder spec = null;
            List<String[]> flags = new ArrayList<>();
            while (words.get(at).startsWith("-")) {
                if (words.get(at).equals("-d")) {
                    at++;
                } else {
                    flags.add(new String[] {words.get(at), words.get(at + 1)});
                    at += 2;
                }
            }
            spec = ContainerSpec.of(words.get(at))
                    .label(ContainerSpec.PLACE, "proof")
                    .command(words.subList(at + 1, words.size()));
            for (String[] flag : flags) {
                switch (flag[0]) {
                    case "--name" -> spec.name(flag[1]);
                    case "--hostname" -> spec.hostname(flag[1]);
                    case "--tmpfs" -> spec.tmpfs(Tmpfs.parse(flag[1]));
                    default -> throw new IllegalArgumentException("this test does not know " + flag[0]);
                }
            }
            containers.start(spec.build(), null).close();
        }

        @Override
        public void close() throws IOException {
            for (ContainerStatus container : containers.list()) {
                containers.remove(container.id(), true);
            }
            containers.close();
        }
    }
}
