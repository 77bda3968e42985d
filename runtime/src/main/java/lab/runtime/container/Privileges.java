package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/** Who a container's process is and what it may do; capabilities(7), user_namespaces(7). */
final class Privileges {

    private final ScriptWriter s;

    Privileges(ScriptWriter s) {
        this.s = s;
    }

    /** Becomes root of the user namespace, so that everything made from here on belongs to it. */
    void becomeRoot(@Nullable IdMap map) {
        s.note("root of the user namespace");
        if (map != null) {
            s.setresgid(0);
            s.setresuid(0);
        }
        if (map == null || map.wide()) {
            s.setgroups();
        }
    }

    /**
     * Keeps only the container's capabilities, takes the user's ids, and has system calls filtered.
     *
     * <p>A filter may be set by who has {@code CAP_SYS_ADMIN} in the user namespace, and by who can gain no privileges any more; seccomp(2).
     * So it comes last where there are no new privileges, and else before the capabilities go: its profile has to allow what is left to do.
     *
     * @param filter the program, if there shall be one
     */
    void reduce(Isolation isolation, UserId user, @Nullable IdMap map, Optional<byte[]> filter) throws IOException {
        var kept = isolation.capabilities();
        s.note("capabilities " + kept.size() + " of " + Capability.values().length);
        check(user, map);
        var known = Capability.values();
        var last = lastCapability();
        for (var number = 0; number <= last; number++) {
            if (number >= known.length || !kept.contains(known[number])) {
                s.dropFromBoundingSet(number, number < known.length ? known[number].name() : Integer.toString(number));
            }
        }
        if (!isolation.noNewPrivileges()) {
            filter.ifPresent(s::seccompFilter);
        }
        groups(user, map);
        identity(user, map == null ? Capability.mask(kept) & permitted() : Capability.mask(kept));
        if (isolation.noNewPrivileges()) {
            s.noNewPrivs();
            filter.ifPresent(s::seccompFilter);
        }
    }

    /** Takes the user's ids and keeps all capabilities. */
    void keepAll(UserId user, @Nullable IdMap map) {
        check(user, map);
        if (user.uid() != 0 || user.gid() != 0) {
            groups(user, map);
            s.setresgid(user.gid());
            s.setresuid(user.uid());
        }
    }

    private void groups(UserId user, @Nullable IdMap map) {
        var mapped = user.groups().stream()
                .filter(gid -> map == null || IdMap.maps(map.gids(), gid))
                .mapToInt(Integer::intValue)
                .toArray();
        if (mapped.length > 0 && (map == null || map.wide())) {
            s.setgroups(mapped);
        }
    }

    private void identity(UserId user, long mask) {
        if (user.gid() != 0) {
            s.setresgid(user.gid());
        }
        if (user.uid() != 0) {
            s.setresuid(user.uid());
            s.capset(0, 0, 0);
        } else {
            s.capset(mask, mask, 0);
        }
        s.clearAmbient().mayFail();
    }

    /**
     * A newer kernel may know capabilities that have no name here; they are dropped, too. The file must be read with one read(2), which
     * {@link Files} does not do: a second one finds nothing, even if the first was for a single byte.
     */
    private static int lastCapability() throws IOException {
        var text = new String(KernelFiles.read("/proc/sys/kernel/cap_last_cap"), StandardCharsets.US_ASCII);
        return Integer.parseInt(text.strip());
    }

    /** What this process may do itself: in the host's user namespace, a container cannot have more. */
    private static long permitted() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapPrm:")) {
                return Long.parseUnsignedLong(line.substring("CapPrm:".length()).strip(), 16);
            }
        }
        return -1;
    }

    private static void check(UserId user, @Nullable IdMap map) {
        if (map == null) {
            return;
        }
        if (!IdMap.maps(map.uids(), user.uid()) || !IdMap.maps(map.gids(), user.gid())) {
            throw new IllegalArgumentException("user " + user.uid() + ":" + user.gid()
                    + " has no id on the host: the user namespace maps only "
                    + (map.wide()
                            ? "ids below 65536"
                            : "root, since this user has no range in /etc/subuid or newuidmap is missing"));
        }
    }
}
