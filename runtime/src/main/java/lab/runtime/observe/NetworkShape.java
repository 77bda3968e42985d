package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The facts of network interfaces, as one process's network namespace has them. */
final class NetworkShape {
    /** All facts of an interface. */
    static final Shape<Interface> INTERFACE = Shape.<Interface>of("interface")
            .exists("whether there is an interface of that name")
            .leaf("name", Kind.TEXT, "its name", i -> Read.value(i.name(), ""))
            .leaf("rxBytes", Kind.NUMBER, "bytes received", i -> Read.value(i.counter(0), ""))
            .leaf("rxPackets", Kind.NUMBER, "packets received", i -> Read.value(i.counter(1), ""))
            .leaf("txBytes", Kind.NUMBER, "bytes sent", i -> Read.value(i.counter(8), ""))
            .leaf("txPackets", Kind.NUMBER, "packets sent", i -> Read.value(i.counter(9), ""))
            .build();

    private NetworkShape() {}

    /** Adds {@code interfaces} and {@code interface(name)}. */
    static <S> ShapeBuilder<S> addTo(ShapeBuilder<S> shape, Function<S, ProcessView> process) {
        return shape.many("interfaces", "the network interfaces it sees", () -> INTERFACE, s -> all(process.apply(s)))
                .keyed(
                        "interface",
                        "the network interface of this name",
                        () -> INTERFACE,
                        (s, name) -> named(process.apply(s), name));
    }

    private static Found<List<Interface>> all(ProcessView process) {
        return process.text("net/dev").map(Interface::parseAll);
    }

    private static Found<Interface> named(ProcessView process, String name) {
        return all(process)
                .then(interfaces -> interfaces.stream()
                        .filter(i -> i.name().equals(name))
                        .findFirst()
                        .map(i -> Found.here(i, process.path("net/dev")))
                        .orElseGet(
                                () -> Found.absent("there is no interface '" + name + "'", process.path("net/dev"))));
    }

    /**
     * One line of {@code /proc/PID/net/dev}.
     *
     * @param name the interface's name
     * @param counters the sixteen counters
     */
    record Interface(String name, List<Long> counters) {
        static List<Interface> parseAll(String text) {
            List<Interface> interfaces = new ArrayList<>();
            for (String line : text.split("\n")) {
                int colon = line.lastIndexOf(':');
                if (colon > 0) {
                    List<Long> counters = new ArrayList<>();
                    for (String number : line.substring(colon + 1).trim().split("\\s+")) {
                        counters.add(Long.parseUnsignedLong(number));
                    }
                    interfaces.add(new Interface(line.substring(0, colon).trim(), List.copyOf(counters)));
                }
            }
            return List.copyOf(interfaces);
        }

        long counter(int column) {
            return counters.get(column);
        }
    }
}
