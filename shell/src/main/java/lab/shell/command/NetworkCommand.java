package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.network.Network;
import lab.runtime.network.NewNetwork;
import lab.runtime.network.Prefix;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Networks: makes, lists, shows and removes them, joins containers to them. */
@Command(
        name = "network",
        description = "Networks of containers: create, ls, inspect, connect, disconnect, rm, prune.",
        footer = {
            "%nnetwork create NAME                  makes one, with a subnet that is free",
            "network ls                           lists them",
            "network inspect NAME...              shows them as JSON",
            "network connect NAME CONTAINER       joins a running container to one",
            "network disconnect NAME CONTAINER    takes it out",
            "network rm NAME...                   removes them",
            "network prune                        removes those without containers",
            "%nExamples:",
            "  network create --subnet 10.9.0.0/24 blue",
            "  run -d --name web --net blue base httpd -f"
        })
final class NetworkCommand extends BaseCommand {

    /** What the first word can be. */
    static final List<String> ACTIONS = List.of("create", "ls", "inspect", "connect", "disconnect", "rm", "prune");

    @Parameters(index = "0", paramLabel = "ACTION", description = "What is done.")
    private String action = "";

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Networks, and for (dis)connect a container.")
    private List<String> names = List.of();

    @Option(
            names = "--subnet",
            paramLabel = "ADDRESS/LENGTH",
            description = "create: its addresses; free ones if not given.")
    private List<String> subnets = List.of();

    @Option(
            names = "--gateway",
            paramLabel = "ADDRESS",
            description = "create: the bridge's own; the first if not given.")
    private List<String> gateways = List.of();

    @Option(names = "--internal", description = "create: no way out.")
    private boolean internal;

    @Option(names = "--ipv6", description = "create: IPv6 addresses, too.")
    private boolean six;

    @Option(
            names = {"-d", "--driver"},
            paramLabel = "DRIVER",
            description = "create: bridge, the only one there is.",
            defaultValue = "bridge")
    private String driver = "bridge";

    @Option(
            names = {"-o", "--opt"},
            paramLabel = "KEY=VALUE",
            description = "create: a note that is kept with it.")
    private Map<String, String> options = Map.of();

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "connect: the container's address.")
    private String ip = "";

    @Option(names = "--alias", paramLabel = "NAME", description = "connect: another name it is found by.")
    private List<String> aliases = List.of();

    @Option(
            names = {"-q", "--quiet"},
            description = "ls: ids only.")
    private boolean quiet;

    @Option(
            names = {"-f", "--force"},
            description = "prune: does not ask.")
    private boolean force;

    @Option(names = "--format", paramLabel = "FORMAT", description = "ls: json for machines.", defaultValue = "table")
    private String format = "table";

    NetworkCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        switch (action) {
            case "create" -> create(out);
            case "ls", "list" -> list(out);
            case "inspect" -> inspect(out);
            case "connect" -> connect();
            case "disconnect" -> disconnect();
            case "rm", "remove" -> remove(out);
            case "prune" -> {
                return prune(out);
            }
            default ->
                throw new IllegalArgumentException(
                        session().lab().say("network.action", action, String.join(", ", ACTIONS)));
        }
        return 0;
    }

    private void create(PrintWriter out) throws IOException {
        wants(1, "NAME");
        if (!driver.equals("bridge")) {
            throw new IllegalArgumentException(session().lab().say("network.driver", driver));
        }
        var made = session()
                .lab()
                .containers()
                .networks()
                .create(new NewNetwork(
                        names.get(0),
                        subnets.stream().map(Prefix::parse).toList(),
                        gateways.stream().map(Prefix::parseAddress).toList(),
                        internal,
                        six,
                        labels()));
        out.println(made.id());
    }

    /** Notes of the user's, and the place that it goes with. */
    private Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>(options);
        var place = session().lab().place();
        if (place != null) {
            labels.putAll(place.labels());
        }
        return labels;
    }

    private void list(PrintWriter out) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NETWORK ID", "NAME", "DRIVER", "SCOPE"));
        for (var network : session().lab().containers().networks().list()) {
            rows.add(List.of(network.shortId(), network.name(), "bridge", "local"));
        }
        rows.add(List.of("-".repeat(12), "host", "host", "local"));
        rows.add(List.of("-".repeat(12), "none", "null", "local"));
        if (quiet) {
            rows.stream().skip(1).filter(row -> !row.get(0).startsWith("-")).forEach(row -> out.println(row.get(0)));
        } else if (format.equals("json")) {
            rows.stream()
                    .skip(1)
                    .forEach(row -> out.println(JSON.std.asString(
                            Map.of("ID", row.get(0), "Name", row.get(1), "Driver", row.get(2), "Scope", row.get(3)))));
        } else {
            Columns.table(rows).forEach(out::println);
        }
    }

    private void inspect(PrintWriter out) throws IOException {
        var objects = new ArrayList<Object>();
        for (var name : names) {
            objects.add(json(session().lab().containers().networks().get(name)));
        }
        out.println(ContainerJson.pretty(objects));
    }

    private Map<String, Object> json(Network network) throws IOException {
        var networks = session().lab().containers().networks();
        var json = new LinkedHashMap<String, Object>();
        json.put("Name", network.name());
        json.put("Id", network.id());
        json.put("Created", network.created().toString());
        json.put("Scope", "local");
        json.put("Driver", "bridge");
        json.put("Internal", network.internal());
        json.put("EnableIPv6", network.subnet6().isPresent());
        var config = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < network.subnets().size(); i++) {
            config.add(Map.of(
                    "Subnet", network.subnets().get(i).toString(),
                    "Gateway", network.gateways().get(i).getHostAddress()));
        }
        json.put("IPAM", Map.of("Driver", "default", "Config", config));
        var containers = new LinkedHashMap<String, Object>();
        for (var place : networks.endpoints(network)) {
            containers.put(
                    place.container(),
                    Map.of("Name", place.name(), "IPv4Address", place.address().toString(), "Port", place.port()));
        }
        json.put("Containers", containers);
        json.put("Options", network.labels());
        json.put("Bridge", network.bridge());
        networks.holder().ifPresent(pid -> json.put("HolderPid", pid));
        return json;
    }

    private void connect() throws IOException {
        wants(2, "NETWORK CONTAINER");
        var containers = session().lab().containers();
        containers.connections().connect(containers.get(names.get(1)), names.get(0), addresses(), aliases);
    }

    private List<InetAddress> addresses() {
        return ip.isEmpty() ? List.of() : List.of(Prefix.parseAddress(ip));
    }

    private void disconnect() throws IOException {
        wants(2, "NETWORK CONTAINER");
        var containers = session().lab().containers();
        containers.connections().disconnect(containers.get(names.get(1)), names.get(0));
    }

    private void remove(PrintWriter out) throws IOException {
        for (var name : names) {
            session().lab().containers().networks().remove(name);
            out.println(name);
        }
    }

    private int prune(PrintWriter out) throws IOException {
        var lab = session().lab();
        if (!force && lab.settings().interactive()) {
            out.println(lab.say("network.prune.ask"));
            return 1;
        }
        var networks = lab.containers().networks();
        var removed = new ArrayList<String>();
        for (var network : networks.list()) {
            if (!network.isDefault() && networks.endpoints(network).isEmpty()) {
                networks.remove(network.id());
                removed.add(network.name());
            }
        }
        if (!removed.isEmpty()) {
            out.println("Deleted Networks:");
            removed.forEach(out::println);
        }
        return 0;
    }

    private void wants(int count, String what) {
        if (names.size() != count) {
            throw new IllegalArgumentException(session().lab().say("network.wants", action, what));
        }
    }
}
