package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.container.Capability;
import lab.runtime.container.Device;
import lab.runtime.container.Isolation;
import lab.runtime.container.StopRequest;
import lab.runtime.container.Ulimit;
import lab.runtime.seccomp.Seccomp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code run} that say how far a container is kept apart from the host. */
final class IsolationOptions {

    private static final String ALL = "ALL";

    @Option(
            names = "--cap-add",
            paramLabel = "CAP",
            completionCandidates = Values.Capabilities.class,
            description = "A capability more, such as NET_ADMIN, or ALL.")
    private List<String> capAdd = List.of();

    @Option(
            names = "--cap-drop",
            paramLabel = "CAP",
            completionCandidates = Values.Capabilities.class,
            description = "A capability less, or ALL.")
    private List<String> capDrop = List.of();

    @Option(
            names = "--security-opt",
            paramLabel = "OPTION",
            completionCandidates = Values.Security.class,
            description = "seccomp=FILE, seccomp=unconfined or no-new-privileges[=false].")
    private List<String> securityOpt = List.of();

    @Option(names = "--privileged", description = "All capabilities, no filter of system calls, nothing hidden.")
    private boolean privileged;

    @Option(names = "--read-only", description = "The root file system cannot be written to.")
    private boolean readOnly;

    @Option(
            names = "--device",
            paramLabel = "SRC[:DST][:rwm]",
            description = "A device of the host, such as /dev/fuse or /dev/sda:r.")
    private List<String> devices = List.of();

    @Option(
            names = "--device-cgroup-rule",
            paramLabel = "RULE",
            description = "What else of devices may be used, such as \"c 10:229 rwm\".")
    private List<String> deviceRules = List.of();

    @Option(
            names = "--ulimit",
            paramLabel = "NAME=SOFT[:HARD]",
            completionCandidates = Values.Limits.class,
            description = "A resource limit, such as nofile=1024.")
    private List<String> ulimits = List.of();

    @Option(names = "--sysctl", paramLabel = "NAME=VALUE", description = "A kernel parameter of its namespaces.")
    private List<String> sysctls = List.of();

    @Option(
            names = "--oom-score-adj",
            paramLabel = "N",
            description = "How likely it is killed when memory runs out, -1000 to 1000.")
    private @Nullable Integer oomScoreAdj;

    @Option(
            names = "--stop-signal",
            paramLabel = "SIGNAL",
            completionCandidates = Values.SignalNames.class,
            description = "What stop sends; SIGTERM if not given.")
    private String stopSignal = "";

    @Option(names = "--stop-timeout", paramLabel = "SECONDS", description = "How long stop waits; 10 if not given.")
    private int stopTimeout = StopRequest.DEFAULT.seconds();

    /**
     * How the container is asked to end.
     *
     * @param image the signal that its image names; empty for none
     */
    StopRequest stop(String image) {
        var named = stopSignal.isEmpty() ? image : stopSignal;
        var signal = named.isEmpty() ? StopRequest.DEFAULT.signal() : Signals.number(named);
        return new StopRequest(signal, stopTimeout);
    }

    /** Whether it was asked for all privileges. */
    boolean privileged() {
        return privileged;
    }

    /** The isolation asked for. */
    Isolation isolation() throws IOException {
        var isolation = Isolation.DEFAULT
                .withCapabilities(capabilities())
                .withReadOnly(readOnly)
                .withDevices(devices.stream().map(Device::parse).toList())
                .withDeviceRules(deviceRules.stream().map(DeviceRule::parse).toList())
                .withUlimits(ulimits.stream().map(Ulimit::parse).toList())
                .withSysctls(parameters())
                .withOomScoreAdj(oomScoreAdj == null ? OptionalInt.empty() : OptionalInt.of(oomScoreAdj));
        if (privileged) {
            isolation = isolation.withPrivileges();
        }
        for (var option : securityOpt) {
            isolation = with(isolation, option);
        }
        return isolation;
    }

    private Map<String, String> parameters() {
        var parameters = new TreeMap<String, String>();
        for (var sysctl : sysctls) {
            var equals = sysctl.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--sysctl is NAME=VALUE, such as net.ipv4.ip_forward=1, not \"" + sysctl + "\"");
            }
            parameters.put(sysctl.substring(0, equals), sysctl.substring(equals + 1));
        }
        return parameters;
    }

    private Set<Capability> capabilities() {
        var add = names(capAdd);
        var drop = names(capDrop);
        var kept = EnumSet.noneOf(Capability.class);
        if (add.contains(ALL)) {
            kept.addAll(EnumSet.allOf(Capability.class));
        } else if (!drop.contains(ALL)) {
            kept.addAll(Capability.DEFAULT);
        }
        drop.stream()
                .filter(name -> !name.equals(ALL))
                .map(IsolationOptions::capability)
                .forEach(kept::remove);
        add.stream()
                .filter(name -> !name.equals(ALL))
                .map(IsolationOptions::capability)
                .forEach(kept::add);
        return kept;
    }

    private static List<String> names(List<String> given) {
        return given.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }

    private static Capability capability(String name) {
        var full = name.startsWith("CAP_") ? name : "CAP_" + name;
        for (var capability : Capability.values()) {
            if (capability.name().equals(full)) {
                return capability;
            }
        }
        throw new IllegalArgumentException("unknown capability: \"" + full + "\"; capabilities(7) lists them");
    }

    private static Isolation with(Isolation isolation, String option) throws IOException {
        var parts = option.split("[=:]", 2);
        var value = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "no-new-privileges" ->
                switch (value) {
                    case "", "true" -> isolation.withNoNewPrivileges(true);
                    case "false" -> isolation.withNoNewPrivileges(false);
                    default ->
                        throw new IllegalArgumentException("no-new-privileges is true or false, not \"" + value + "\"");
                };
            case "seccomp" ->
                switch (value) {
                    case "" -> throw new IllegalArgumentException("seccomp wants a file, as in seccomp=profile.json");
                    case "unconfined" -> isolation.withSeccomp(Seccomp.UNCONFINED);
                    case "builtin" -> isolation.withSeccomp(Seccomp.DEFAULT);
                    default -> isolation.withSeccomp(new Seccomp.Custom(Files.readString(Path.of(value))));
                };
            default ->
                throw new IllegalArgumentException("--security-opt knows seccomp and no-new-privileges, not \"" + option
                        + "\": the lab sets no AppArmor or SELinux labels");
        };
    }
}
