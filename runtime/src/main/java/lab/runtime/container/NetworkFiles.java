package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.network.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The files that are mounted over those in {@code /etc}, since they belong to a container's network rather than to its image. Containers that
 * share a network share them, as with Docker.
 *
 * @param folder where they lie; null if there are none
 * @param hostname the host name that they tell
 */
record NetworkFiles(@Nullable Path folder, String hostname) {

    private static final List<String> NAMES = List.of("hosts", "hostname", "resolv.conf");

    /** None: the image's own files are seen. */
    static NetworkFiles none(String hostname) {
        return new NetworkFiles(null, hostname);
    }

    /** Those of a container whose network namespace is joined: the same files, which stay when that one is removed. */
    static NetworkFiles share(Path folder, ContainerStatus donor) throws IOException {
        var theirs = folder.resolveSibling(donor.id());
        for (var name : NAMES) {
            Files.deleteIfExists(folder.resolve(name));
            Files.createLink(folder.resolve(name), theirs.resolve(name));
        }
        var hostname = Files.readString(folder.resolve("hostname"));
        return new NetworkFiles(folder, hostname.strip());
    }

    /** Writes new ones. */
    static NetworkFiles write(
            Path folder, ContainerSpec spec, String id, @Nullable IdMap map, List<Endpoint> places, List<Endpoint> seen)
            throws IOException {
        var host = spec.namespaces().host(NamespaceType.NET);
        var hostname = hostname(spec, id);
        var own = HostsFile.first(hostname, spec.network().hosts(), places, seen);
        var contents = Map.of(
                "hosts", host ? read("/etc/hosts") : own, "hostname", hostname + "\n", "resolv.conf", resolvers(spec));
        for (var name : NAMES) {
            var file = folder.resolve(name);
            Files.writeString(file, contents.getOrDefault(name, ""), StandardCharsets.ISO_8859_1);
            if (map != null && Kernel.get().geteuid() == 0) {
                Kernel.get().lchown(file.toString(), map.rootUid(), map.rootGid());
            }
        }
        return new NetworkFiles(folder, hostname);
    }

    private static String resolvers(ContainerSpec spec) throws IOException {
        var dns = spec.network().dns();
        return dns.isEmpty()
                ? read("/etc/resolv.conf")
                : dns.stream()
                        .map(server -> "nameserver " + server.getHostAddress() + "\n")
                        .collect(Collectors.joining());
    }

    /** Who shares the host's network or its host name is called what the host is called. */
    private static String hostname(ContainerSpec spec, String id) throws IOException {
        if (!spec.hostname().isEmpty()) {
            return spec.hostname();
        }
        var namespaces = spec.namespaces();
        return namespaces.host(NamespaceType.NET) || namespaces.host(NamespaceType.UTS)
                ? Files.readString(Path.of("/proc/sys/kernel/hostname")).strip()
                : id.substring(0, 12);
    }

    private static String read(String path) throws IOException {
        var file = Path.of(path);
        return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** What is mounted where. */
    List<Volume> volumes() {
        var place = folder;
        return place == null
                ? List.of()
                : NAMES.stream()
                        .map(name -> new Volume(place.resolve(name).toString(), "/etc/" + name, false, true))
                        .toList();
    }
}
