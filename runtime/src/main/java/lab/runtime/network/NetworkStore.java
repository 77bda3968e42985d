package lab.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** What is written down about networks: a folder for each, with a file of its own and one for each container. */
final class NetworkStore {

    private static final String NETWORK = "network.json";

    private final Path folder;

    NetworkStore(Path folder) {
        this.folder = folder;
    }

    /** All networks, the oldest first. */
    List<Network> networks() throws IOException {
        var all = new ArrayList<Network>();
        for (var path : entries(folder)) {
            if (Files.exists(path.resolve(NETWORK))) {
                all.add(network(read(path.resolve(NETWORK))));
            }
        }
        all.sort(Comparator.comparing(Network::created));
        return all;
    }

    void write(Network network) throws IOException {
        Files.createDirectories(folder.resolve(network.id()));
        var json = new LinkedHashMap<String, Object>();
        json.put("id", network.id());
        json.put("name", network.name());
        json.put("created", network.created().toString());
        json.put("subnets", network.subnets().stream().map(Prefix::toString).toList());
        json.put(
                "gateways",
                network.gateways().stream().map(InetAddress::getHostAddress).toList());
        json.put("internal", network.internal());
        json.put("labels", network.labels());
        write(folder.resolve(network.id()).resolve(NETWORK), json);
    }

    void remove(Network network) throws IOException {
        var path = folder.resolve(network.id());
        for (var file : entries(path)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }

    /** The places in a network. */
    List<Endpoint> endpoints(Network network) throws IOException {
        var all = new ArrayList<Endpoint>();
        for (var path : entries(folder.resolve(network.id()))) {
            if (!path.getFileName().toString().equals(NETWORK)
                    && path.toString().endsWith(".json")) {
                all.add(endpoint(read(path)));
            }
        }
        all.sort(Comparator.comparing(Endpoint::container));
        return all;
    }

    void write(Endpoint endpoint) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("network", endpoint.network());
        json.put("container", endpoint.container());
        json.put("name", endpoint.name());
        json.put("interface", endpoint.interfaceName());
        json.put(
                "addresses", endpoint.addresses().stream().map(Prefix::toString).toList());
        json.put("aliases", endpoint.aliases());
        json.put("rate", endpoint.quality().rate());
        json.put("delay", endpoint.quality().delayMicros());
        json.put("loss", endpoint.quality().loss());
        json.put("ports", endpoint.ports().stream().map(Port::toString).toList());
        write(file(endpoint), json);
    }

    void remove(Endpoint endpoint) throws IOException {
        Files.deleteIfExists(file(endpoint));
    }

    private Path file(Endpoint endpoint) {
        return folder.resolve(endpoint.network()).resolve(endpoint.container() + ".json");
    }

    /** Written whole or not at all. */
    private static void write(Path file, Map<String, Object> json) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, JSON.std.asBytes(json));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, Object> read(Path file) throws IOException {
        return JSON.std.mapFrom(Files.readAllBytes(file));
    }

    private static List<Path> entries(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder)) {
            entries.forEach(all::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return all;
    }

    private static Network network(Map<String, Object> json) {
        return new Network(
                text(json, "id"),
                text(json, "name"),
                Instant.parse(text(json, "created")),
                texts(json, "subnets").stream().map(Prefix::parse).toList(),
                texts(json, "gateways").stream().map(Prefix::parseAddress).toList(),
                Boolean.TRUE.equals(json.get("internal")),
                labels(json));
    }

    private static Endpoint endpoint(Map<String, Object> json) {
        return new Endpoint(
                text(json, "network"),
                text(json, "container"),
                text(json, "name"),
                text(json, "interface"),
                texts(json, "addresses").stream().map(Prefix::parse).toList(),
                texts(json, "aliases"),
                new LinkQuality(
                        number(json, "rate").longValue(),
                        number(json, "delay").longValue(),
                        number(json, "loss").doubleValue()),
                texts(json, "ports").stream().map(Port::parse).toList());
    }

    private static Number number(Map<String, Object> json, String field) {
        return json.get(field) instanceof Number number ? number : 0;
    }

    private static String text(Map<String, Object> json, String field) {
        return String.valueOf(json.get(field));
    }

    private static List<String> texts(Map<String, Object> json, String field) {
        return json.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> labels(Map<String, Object> json) {
        var labels = new LinkedHashMap<String, String>();
        if (json.get("labels") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
        }
        return labels;
    }
}
