package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lab.runtime.container.Capability;
import lab.runtime.container.Isolation;
import lab.runtime.seccomp.Seccomp;
import picocli.CommandLine.Option;

/** The options of {@code run} that say how far a container is kept apart from the host. */
final class IsolationOptions {

    private static final String ALL = "ALL";

    @Option(names = "--cap-add", paramLabel = "CAP", description = "A capability more, such as NET_ADMIN, or ALL.")
    private List<String> capAdd = List.of();

    @Option(names = "--cap-drop", paramLabel = "CAP", description = "A capability less, or ALL.")
    private List<String> capDrop = List.of();

    @Option(
            names = "--security-opt",
            paramLabel = "OPTION",
            description = "seccomp=FILE, seccomp=unconfined or no-new-privileges[=false].")
    private List<String> securityOpt = List.of();

    @Option(names = "--privileged", description = "All capabilities, no filter of system calls, nothing hidden.")
    private boolean privileged;

    @Option(names = "--read-only", description = "The root file system cannot be written to.")
    private boolean readOnly;

    /** Whether it was asked for all privileges. */
    boolean privileged() {
        return privileged;
    }

    /** The isolation asked for. */
    Isolation isolation() throws IOException {
        var isolation = Isolation.DEFAULT.withCapabilities(capabilities()).withReadOnly(readOnly);
        if (privileged) {
            isolation = isolation.withPrivileges();
        }
        for (var option : securityOpt) {
            isolation = with(isolation, option);
        }
        return isolation;
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
