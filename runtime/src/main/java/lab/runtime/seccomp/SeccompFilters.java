package lab.runtime.seccomp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.KernelVersion;
import org.jspecify.annotations.Nullable;

/**
 * The programs of profiles for this machine. A program is made once for each profile and set of capabilities and kept, since containers are
 * started many times with the same ones.
 */
public final class SeccompFilters {

    private static final String DEFAULT = "default.profile";

    private record Wanted(Seccomp profile, Set<String> capabilities) {}

    private final Arch arch;
    private final KernelVersion kernel;
    private final Map<Wanted, byte[]> made = new HashMap<>();
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
        var wanted = new Wanted(profile, Set.copyOf(capabilities));
        var known = made.get(wanted);
        if (known == null) {
            known = make(wanted);
            made.put(wanted, known);
        }
        return Optional.of(known.clone());
    }

    private byte[] make(Wanted wanted) throws IOException {
        var rules = wanted.profile instanceof Seccomp.Custom custom ? ProfileJson.read(custom.json()) : standard();
        return new FilterCompiler(rules, wanted.capabilities, kernel).compile(AuditArch.of(arch));
    }

    private SeccompProfile standard() throws IOException {
        if (standard == null) {
            standard = ProfileText.read(text());
        }
        return standard;
    }

    /** The default profile as people read it. */
    public static String text() throws IOException {
        try (var file = Objects.requireNonNull(SeccompFilters.class.getResourceAsStream(DEFAULT), DEFAULT)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
