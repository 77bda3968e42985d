package lab.shell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.shell.session.Lab;

/** Other runtimes of this host, each with the same root file system, namespaces and limits as the lab's containers. */
final class Peers implements AutoCloseable {

    private static final int LONGEST = 100;

    private final Path folder = Files.createTempDirectory("lab-bench");
    private final Path root = folder.resolve("rootfs");
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /** The peers that run here; what does not is named in {@link #missing}. */
    Peers(Lab lab, boolean network) throws IOException {
        var layer = lab.containers().images().open(ImageStore.BASE).layers().get(0);
        Command.run(List.of("cp", "-a", layer.toString(), root.toString()));
        Command.run(List.of("chmod", "755", folder.toString()));
        var privileged = Kernel.get().geteuid() == 0;
        for (var runtime : List.of("runc", "crun")) {
            if (privileged && Command.has(runtime)) {
                var bundle = Files.createDirectory(folder.resolve(runtime));
                RuncBundle.write(bundle, root, network);
                add(runtime + " run", runtime, "run", "--bundle", bundle.toString(), "ID");
            } else {
                missing.add(runtime + ": not installed, or it needs root");
            }
        }
        if (Command.has("bwrap")) {
            var line = new ArrayList<>(List.of("bwrap", "--unshare-all"));
            if (!network) {
                line.add("--share-net");
            }
            line.addAll(List.of("--ro-bind", root.toString(), "/", "--proc", "/proc", "--dev", "/dev", "true"));
            add("bwrap --unshare-all", line.toArray(new String[0]));
        } else {
            missing.add("bwrap: not installed");
        }
        if (privileged && Command.has("podman")) {
            // Its own limits of files and processes are above what a virtual machine may grant.
            add(
                    "podman run --rootfs",
                    ("podman --cgroup-manager=cgroupfs --runtime=runc run --rm --net " + (network ? "none" : "host")
                                    + " --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --memory 64m --pids-limit 100"
                                    + " --rootfs " + root + " true")
                            .split(" "));
        } else {
            missing.add("podman: not installed, or it needs root");
        }
    }

    private void add(String name, String... line) {
        try {
            Command.run(numbered(List.of(line), 0));
            lines.put(name, List.of(line));
        } catch (IOException e) {
            missing.add(name + ": does not run here: " + reason(String.valueOf(e.getMessage())));
        }
    }

    /** What the program itself said, without the line that started it. */
    private static String reason(String text) {
        var said = text.substring(text.lastIndexOf(" failed: ") + 1);
        var last = said.lines().reduce((first, line) -> line).orElse("");
        return last.length() > LONGEST ? last.substring(0, LONGEST - 3) + "..." : last;
    }

    /** Each peer's start of {@code true}, by its name. */
    Map<String, Work> starts() {
        var starts = new LinkedHashMap<String, Work>();
        for (var name : lines.keySet()) {
            starts.put(name, () -> start(name, 0));
        }
        return starts;
    }

    /** Starts {@code true} in one of several containers of a peer at a time. */
    void start(String name, int number) throws IOException {
        Command.run(numbered(lines.getOrDefault(name, List.of()), number));
    }

    /** Containers have names, and no two at the same time the same one. */
    private static List<String> numbered(List<String> line, int number) {
        var id = "lab-bench-" + ProcessHandle.current().pid() + "-" + number;
        return line.stream().map(word -> word.equals("ID") ? id : word).toList();
    }

    /** Where bundles lie. */
    Path folder() {
        return folder;
    }

    /** The root file system that all of them share. */
    Path root() {
        return root;
    }

    /** A line for each peer that is left out. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    @Override
    public void close() throws IOException {
        Command.run(List.of("rm", "-rf", folder.toString()));
    }
}
