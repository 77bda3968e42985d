package lab.runtime.seccomp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.KernelVersion;
import org.jspecify.annotations.Nullable;

/**
 * The programs of profiles for this machine. A program is made once for each profile and set of capabilities and kept, since containers are
 * started many times with the same ones. To make one takes a JVM that has just started longer than all calls of a container's start, so the
 * one that most containers want is kept ready as a listing, and a test sees to it that it says what the profile says.
 */
public final class SeccompFilters {

    private static final String DEFAULT = "default.profile";

    /** The capabilities that {@code default-ARCH.bpf} was made for. */
    private static final Set<String> USUAL = Set.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    private final Arch arch;
    private final KernelVersion kernel;
    private final Map<String, byte[]> made = new HashMap<>();
    private @Nullable SeccompProfile standard;

    /** Filters for this machine. */
    public SeccompFilters() {
        this(Arch.current(), KernelVersion.running());
    }

    SeccompFilters(Arch arch, KernelVersion kernel) {
        this.arch = arch;
        this.kernel = kernel;
    }

    /**
     * The program for a container.
     *
     * @param capabilities those that it has, by name
     * @return instructions of classic BPF, eight bytes each; empty if it shall have none
     */
    public synchronized Optional<byte[]> filter(Seccomp profile, Set<String> capabilities) throws IOException {
        if (profile instanceof Seccomp.Unconfined) {
            return Optional.empty();
        }
        var json = profile instanceof Seccomp.Custom custom ? custom.json() : "";
        var key = String.join(" ", new TreeSet<>(capabilities)) + " " + json;
        var known = made.get(key);
        if (known == null) {
            known = json.isEmpty() && capabilities.equals(USUAL) ? prepared() : make(json, capabilities);
            made.put(key, known);
        }
        return Optional.of(known.clone());
    }

    /** The program of the default profile for the usual capabilities, as it lies beside the profile: that is what most containers want. */
    private byte[] prepared() throws IOException {
        return ProgramListing.read(
                resource("default-" + AuditArch.of(arch).get(0).label() + ".bpf"));
    }

    byte[] make(String json, Set<String> capabilities) throws IOException {
        var rules = json.isEmpty() ? standard() : ProfileJson.read(json);
        return new FilterCompiler(rules, capabilities, kernel).compile(AuditArch.of(arch));
    }

    private SeccompProfile standard() throws IOException {
        if (standard == null) {
            standard = ProfileText.read(text());
        }
        return standard;
    }

    /** The default profile as people read it. */
    public static String text() throws IOException {
        return resource(DEFAULT);
    }

    private static String resource(String name) throws IOException {
        try (var file = Objects.requireNonNull(SeccompFilters.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
