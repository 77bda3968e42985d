package lab.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Need;
import lab.lessons.Language;
import lab.runtime.cgroup.CgroupException;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.LabPaths;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to be missing is what cannot be done, tried on this kernel. */
@Tag("kernel")
final class NeedsTests {

    private static final OptionalLong NONE = OptionalLong.empty();

    @TempDir
    private Path dir;

    @Test
    void limitsAreMissingExactlyWhereTheKernelRefusesThem() throws IOException {
        var memory = new Limits(OptionalLong.of(64L << 20), OptionalDouble.empty(), NONE);
        var pids = new Limits(NONE, OptionalDouble.empty(), OptionalLong.of(10));
        var cpu = new Limits(NONE, OptionalDouble.of(0.5), NONE);
        assertEquals(works(memory), missing(Need.CGROUP_MEMORY).isEmpty(), "memory");
        assertEquals(works(pids), missing(Need.CGROUP_PIDS).isEmpty(), "pids");
        assertEquals(works(cpu), missing(Need.CGROUP_CPU).isEmpty(), "cpu");
    }

    @Test
    void whatNothingIsNeededForIsNeverMissing() throws IOException {
        assertEquals(List.of(), missing());
    }

    private static boolean works(Limits limits) throws IOException {
        try {
            Cgroups.ofThisProcess()
                    .create("lab-needs-" + ProcessHandle.current().pid(), limits)
                    .remove();
            return true;
        } catch (CgroupException e) {
            return false;
        }
    }

    private List<Need> missing(Need... needs) throws IOException {
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = new Settings(Language.ENGLISH, true, false, false, false, paths, Map.of());
        var out = new ByteArrayOutputStream();
        try (var lab = new Lab(settings, Console.over(out, out))) {
            return Needs.missing(needing(needs), lab);
        }
    }

    private static Exercise needing(Need... needs) {
        var one = Exercises.load(Language.ENGLISH).list().get(0);
        return new Exercise(
                one.id(),
                one.lesson(),
                one.number(),
                one.title(),
                List.of(needs),
                one.parameters(),
                one.instructions(),
                one.checks(),
                one.hints(),
                one.solutions(),
                one.wrongAttempts());
    }
}
