package lab.shell.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lab.exercises.Exercise;
import lab.exercises.Need;
import lab.runtime.cgroup.Cgroups;

/** What exercises need and a host may lack. An exercise is left out where something is missing, and that is never a fault of the learner. */
public final class Needs {

    private Needs() {}

    /** What an exercise needs that this user does not have here; in the order of the exercise, empty if it can be done. */
    public static List<Need> missing(Exercise exercise, Lab lab) throws IOException {
        var cgroups = exercise.needs().isEmpty() ? null : lab.containers().cgroups();
        return cgroups == null
                ? List.of()
                : exercise.needs().stream().filter(need -> !met(need, cgroups)).toList();
    }

    private static boolean met(Need need, Cgroups cgroups) {
        return switch (need) {
            case CGROUP_MEMORY -> cgroups.offers("memory");
            case CGROUP_PIDS -> cgroups.offers("pids");
            case CGROUP_CPU -> cgroups.offers("cpu");
            case CGROUP_CPUSET -> cgroups.offers("cpuset");
            case CGROUP_IO -> cgroups.offers("io") || cgroups.offers("blkio");
            case CGROUP_FREEZE -> cgroups.offers("freezer");
            case TIME_NAMESPACE -> Files.exists(Path.of("/proc/self/ns/time"));
            case SEVERAL_CPUS -> Runtime.getRuntime().availableProcessors() > 1;
            case PRESSURE -> Files.exists(Path.of("/proc/pressure/cpu"));
            case NETWORK -> onPath("ip") && onPath("nft") && onPath("busybox");
            case VIRTUAL_MACHINE ->
                onPath("qemu-system-" + System.getProperty("os.arch").replace("amd64", "x86_64"));
        };
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv()
                        .getOrDefault("PATH", "")
                        .concat(":/usr/sbin:/sbin")
                        .split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
