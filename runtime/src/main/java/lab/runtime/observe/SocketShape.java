package lab.runtime.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The facts of sockets and of what a network namespace has counted, from its files in {@code /proc/PID/net}. */
final class SocketShape {

    private static final String LISTEN = "0A";
    private static final String UNCONNECTED = "07";
    private static final int STATE = 3;

    /** A socket that waits for somebody. */
    private static final Shape<Listener> LISTENER = Shape.<Listener>of("listening socket")
            .leaf("port", Kind.NUMBER, "its port", l -> Read.value(l.port(), ""))
            .leaf("protocol", Kind.TEXT, "tcp or udp", l -> Read.value(l.protocol(), ""))
            .leaf("inode", Kind.NUMBER, "its number, as in /proc/PID/fd", l -> Read.value(l.inode(), ""))
            .build();

    /** A counter. */
    private static final Shape<Count> COUNTER = Shape.<Count>of("counter")
            .exists("whether the kernel has such a counter")
            .leaf(
                    "value",
                    Kind.NUMBER,
                    "what it has counted since the namespace was made",
                    c -> Read.value(c.value(), c.source()))
            .build();

    private SocketShape() {}

    /** Adds {@code listening} and {@code counter(name)}. */
    static <S> ShapeBuilder<S> addTo(ShapeBuilder<S> shape, Function<S, ProcessView> process) {
        return shape.many(
                        "listening",
                        "the sockets of its network that wait for somebody",
                        () -> LISTENER,
                        s -> listening(process.apply(s)))
                .keyed(
                        "counter",
                        "what its network has counted, by nstat(8)'s names, such as counter('IcmpInEchoReps')",
                        () -> COUNTER,
                        (s, name) -> counter(process.apply(s), name));
    }

    /**
     * A socket that waits.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param port its port
     * @param inode its number
     */
    private record Listener(String protocol, long port, long inode) {}

    /** A counter and where it was read. */
    private record Count(long value, String source) {}

    private static Found<List<Listener>> listening(ProcessView process) {
        Found<List<Listener>> all = Found.here(List.of(), process.path("net/tcp"));
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            Found<List<Listener>> before = all;
            all = process.text("net/" + protocol).then(table -> before.map(list -> with(list, table, protocol)));
        }
        return all;
    }

    private static List<Listener> with(List<Listener> before, String table, String protocol) {
        List<Listener> all = new ArrayList<>(before);
        String wanted = protocol.startsWith("tcp") ? LISTEN : UNCONNECTED;
        for (List<String> row : InsideView.rows(table)) {
            if (row.get(STATE).equals(wanted)) {
                String local = row.get(1);
                long port = Long.parseLong(local.substring(local.lastIndexOf(':') + 1), 16);
                all.add(new Listener(protocol.substring(0, 3), port, Long.parseLong(row.get(9))));
            }
        }
        return List.copyOf(all);
    }

    private static Found<Count> counter(ProcessView process, String name) {
        return process.text("net/snmp")
                .then(table -> process.text("net/netstat").map(more -> {
                    Map<String, Long> all = new HashMap<>(counters(table));
                    all.putAll(counters(more));
                    return all;
                }))
                .then(all -> {
                    Long value = all.get(name);
                    return value == null
                            ? Found.absent("there is no counter '" + name + "'", process.path("net/snmp"))
                            : Found.here(new Count(value, process.path("net/snmp")), process.path("net/snmp"));
                });
    }

    /** Pairs of lines: names, then values, each behind the protocol's name. */
    private static Map<String, Long> counters(String table) {
        Map<String, Long> all = new HashMap<>();
        List<String> lines = table.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = lines.get(i).split("\\s+");
            String[] values = lines.get(i + 1).split("\\s+");
            String protocol = names[0].replace(":", "");
            for (int j = 1; j < names.length && j < values.length; j++) {
                all.put(protocol + names[j], Long.parseLong(values[j]));
            }
        }
        return all;
    }
}
