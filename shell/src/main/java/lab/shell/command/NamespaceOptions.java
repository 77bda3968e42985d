package lab.shell.command;

import java.util.Set;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.runtime.namespace.TimeOffsets;
import lab.runtime.network.Network;
import picocli.CommandLine.Option;

/** The options of {@code run} that say which namespaces are a container's own, the host's or another container's. */
final class NamespaceOptions {

    /** Docker's words for what a container has anyway, by option. */
    private static final Set<String> PRIVATE_IPC = Set.of("private", "shareable");

    private static final Set<String> PRIVATE_NET = Set.of("none", "private");
    private static final Set<String> PRIVATE = Set.of("private");

    @Option(
            names = "--pid",
            paramLabel = "host|container:X",
            completionCandidates = Values.Shared.class,
            description = "The PID namespace: the host's, or another container's.")
    private String pid = "";

    @Option(
            names = {"--net", "--network"},
            paramLabel = "none|host|container:X|NETWORK",
            completionCandidates = Values.Network.class,
            description = "The network: none, the host's, another container's, or one of `network ls`.")
    private String net = "";

    @Option(
            names = "--ipc",
            paramLabel = "private|host|container:X",
            completionCandidates = Values.Private.class,
            description = "The IPC namespace and /dev/shm.")
    private String ipc = "";

    @Option(
            names = "--uts",
            paramLabel = "host|container:X",
            completionCandidates = Values.Shared.class,
            description = "The UTS namespace, which has the host name.")
    private String uts = "";

    @Option(
            names = "--cgroupns",
            paramLabel = "private|host",
            completionCandidates = Values.Private.class,
            description = "The root of the cgroup tree as it is seen.")
    private String cgroupns = "";

    @Option(
            names = "--userns",
            paramLabel = "host|container:X",
            completionCandidates = Values.Shared.class,
            description = "The user namespace; host is for root only.")
    private String userns = "";

    @Option(
            names = "--time-offset",
            paramLabel = "boottime=N,monotonic=N",
            completionCandidates = Values.Clocks.class,
            description = "A time namespace whose clocks are N seconds ahead.")
    private String time = "";

    /** The namespaces asked for. */
    Namespaces namespaces() {
        var namespaces = Namespaces.OWN
                .with(NamespaceType.PID, mode("--pid", pid, PRIVATE))
                .with(NamespaceType.NET, net())
                .with(NamespaceType.IPC, mode("--ipc", ipc, PRIVATE_IPC))
                .with(NamespaceType.UTS, mode("--uts", uts, PRIVATE))
                .with(NamespaceType.CGROUP, mode("--cgroupns", cgroupns, PRIVATE))
                .with(NamespaceType.USER, mode("--userns", userns, PRIVATE));
        return time.isEmpty() ? namespaces : namespaces.with(TimeOffsets.parse(time));
    }

    /** The network to be joined; empty for none. */
    String network() {
        if (net.isEmpty() || net.equals("host") || net.startsWith(NamespaceMode.PREFIX) || PRIVATE_NET.contains(net)) {
            return "";
        }
        return net.equals("default") ? Network.DEFAULT : net;
    }

    private NamespaceMode net() {
        return network().isEmpty() ? mode("--net", net, PRIVATE_NET) : NamespaceMode.OWN;
    }

    private static NamespaceMode mode(String option, String text, Set<String> own) {
        if (text.isEmpty() || own.contains(text)) {
            return NamespaceMode.OWN;
        }
        if (text.equals("host") || text.startsWith(NamespaceMode.PREFIX)) {
            return NamespaceMode.parse(text);
        }
        throw new IllegalArgumentException(
                option + " knows " + String.join(", ", own.stream().sorted().toList())
                        + ", host and container:NAME, not \"" + text + "\"");
    }
}
