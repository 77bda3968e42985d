package lab.shell.command;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runtime.network.LinkQuality;
import lab.runtime.network.Network;
import lab.runtime.network.NetworkSettings;
import lab.runtime.network.Port;
import lab.runtime.network.Prefix;
import picocli.CommandLine.Option;

/** The options of {@code run} about its place in a network. */
final class NetworkOptions {

    private static final int BITS = 8;

    @Option(
            names = {"-p", "--publish"},
            paramLabel = "[[IP:]HOST:]PORT",
            description = "A port of the host that leads to one of the container's; /udp for UDP.")
    private List<String> ports = List.of();

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Its IPv4 address in the network.")
    private String ip = "";

    @Option(names = "--ip6", paramLabel = "ADDRESS", description = "Its IPv6 address in the network.")
    private String ip6 = "";

    @Option(
            names = {"--network-alias", "--net-alias"},
            paramLabel = "NAME",
            description = "Another name it is found by in the network.")
    private List<String> aliases = List.of();

    @Option(names = "--dns", paramLabel = "ADDRESS", description = "The name server it asks; the host's if not given.")
    private List<String> dns = List.of();

    @Option(names = "--add-host", paramLabel = "NAME:ADDRESS", description = "One more line of /etc/hosts.")
    private List<String> hosts = List.of();

    @Option(names = "--net-rate", paramLabel = "RATE", description = "What it may send, as 10mbit or 500kbit (tbf).")
    private String rate = "";

    @Option(
            names = "--net-delay",
            paramLabel = "TIME",
            description = "How late it gets what is sent to it, as 20ms (netem).")
    private String delay = "";

    @Option(
            names = "--net-loss",
            paramLabel = "PERCENT",
            description = "How much of that it never gets, as 5%% (netem).")
    private String loss = "";

    /** What they ask for, in a network. */
    NetworkSettings settings(String network) {
        var addresses = new ArrayList<InetAddress>();
        for (var address : List.of(ip, ip6)) {
            if (!address.isEmpty()) {
                addresses.add(Prefix.parseAddress(address));
            }
        }
        // Docker publishes a port of a container in its default network.
        var joined = network.isEmpty() && !ports.isEmpty() ? Network.DEFAULT : network;
        return new NetworkSettings(
                joined,
                addresses,
                aliases,
                ports.stream().map(Port::parse).toList(),
                dns.stream().map(Prefix::parseAddress).toList(),
                hosts,
                new LinkQuality(rate(rate), micros(delay), part(loss)));
    }

    /** Bits a second, with a unit, as bytes a second. */
    static long rate(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var match = match("([0-9]+(?:\\.[0-9]+)?)(bit|kbit|mbit|gbit)", text, "a rate is written as 10mbit or 500kbit");
        var unit = List.of("bit", "kbit", "mbit", "gbit").indexOf(match.group(2));
        var bytes = Math.round(Double.parseDouble(match.group(1)) * Math.pow(1000, unit) / BITS);
        if (bytes < 1) {
            throw new IllegalArgumentException("a rate is at least 8bit a second, not " + text);
        }
        return bytes;
    }

    static long micros(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var match = match("([0-9]+(?:\\.[0-9]+)?)(us|ms|s)", text, "a delay is written as 20ms");
        var unit = List.of("us", "ms", "s").indexOf(match.group(2));
        return Math.round(Double.parseDouble(match.group(1)) * Math.pow(1000, unit));
    }

    static double part(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var match = match("([0-9]+(?:\\.[0-9]+)?)%?", text, "a loss is written as 5%");
        return Double.parseDouble(match.group(1)) / 100;
    }

    private static Matcher match(String pattern, String text, String form) {
        var match = Pattern.compile(pattern).matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(form + ", not \"" + text + "\"");
        }
        return match;
    }
}
