package lab.shell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** An OCI bundle for runc and crun with the same root file system, namespaces and limits as the lab's containers. */
final class RuncBundle {

    private static final int FIRST_ID = 2_000_000_000;

    private RuncBundle() {}

    /**
     * Writes the bundle into a folder.
     *
     * @param network whether it has a network namespace of its own
     * @param command what it runs; {@code true} if nothing is named
     */
    static void write(Path folder, Path root, boolean network, String... command) throws IOException {
        Command.run(List.of("runc", "spec", "--bundle", folder.toString()));
        var file = folder.resolve("config.json");
        var config = new LinkedHashMap<>(JSON.std.mapFrom(Files.readAllBytes(file)));
        var process = map(config, "process");
        process.put("terminal", false);
        process.put("args", command.length == 0 ? List.of("true") : List.of(command));
        config.put("root", Map.of("path", root.toString(), "readonly", true));
        var linux = map(config, "linux");
        var namespaces = new ArrayList<Object>();
        for (var type : List.of("pid", "network", "ipc", "uts", "mount", "cgroup", "user")) {
            if (network || !type.equals("network")) {
                namespaces.add(Map.of("type", type));
            }
        }
        linux.put("namespaces", namespaces);
        if (!network) {
            config.put("mounts", withoutNetwork((List<?>) config.getOrDefault("mounts", List.of())));
        }
        var ids = List.of(Map.of("containerID", 0, "hostID", FIRST_ID, "size", 65536));
        linux.put("uidMappings", ids);
        linux.put("gidMappings", ids);
        linux.put("resources", Map.of("memory", Map.of("limit", 67_108_864), "pids", Map.of("limit", 100)));
        Files.write(file, JSON.std.asBytes(config));
    }

    /** Only the owner of a network namespace may mount sysfs, so the host's is shown. */
    private static List<Object> withoutNetwork(List<?> mounts) {
        var others = new ArrayList<Object>();
        for (var mount : mounts) {
            var destination = String.valueOf(((Map<?, ?>) mount).get("destination"));
            if (!destination.startsWith("/sys")) {
                others.add(mount);
            }
        }
        var options = List.of("rbind", "nosuid", "noexec", "nodev", "ro");
        others.add(Map.of("destination", "/sys", "type", "none", "source", "/sys", "options", options));
        return others;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> json, String key) {
        var copy = new LinkedHashMap<>((Map<String, Object>) json.get(key));
        json.put(key, copy);
        return copy;
    }
}
