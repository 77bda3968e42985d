package lab.shell.author;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lab.runtime.cgroup.Cgroups;

/** What there is of the lab on this machine: mounts, cgroups, processes and files, to be compared before and after. */
public final class Remains {

    private Remains() {}

    /** All of it, a line each. */
    public static Set<String> now(List<Path> folders) throws IOException {
        var all = new TreeSet<String>();
        try (var mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            mounts.forEach(line -> all.add("mount " + line.split(" ")[4]));
        }
        for (var hierarchy : Cgroups.ofThisProcess().hierarchies()) {
            below(hierarchy.own().resolve(Cgroups.SUBTREE), "cgroup ", all);
        }
        for (var folder : folders) {
            below(folder, "file ", all);
        }
        processes(all);
        return all;
    }

    /** What is in the second and not in the first. */
    public static String added(Set<String> before, Set<String> after) {
        return after.stream().filter(line -> !before.contains(line)).limit(10).collect(Collectors.joining("\n  "));
    }

    private static void below(Path folder, String kind, Set<String> all) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (kind.equals("file ") || Files.isDirectory(entry)) {
                    all.add(kind + entry);
                }
            }
        }
    }

    private static void processes(Set<String> all) throws IOException {
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var entry : entries) {
                var command = command(entry);
                if (command.startsWith("lab-")) {
                    all.add("process " + entry.getFileName() + " " + command);
                }
            }
        }
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
