package lab.runtime.container;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;

/** Kernel parameters that each namespace has for itself; sysctl(8), namespaces(7). All others are the whole machine's. */
final class Sysctls {

    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private Sysctls() {}

    /** Refuses those that are not a namespace's, and those of a namespace that is the host's. */
    static void check(Map<String, String> sysctls, Namespaces namespaces) {
        for (var name : sysctls.keySet()) {
            var type = namespace(name);
            if (type.isEmpty()) {
                throw new IllegalArgumentException("sysctl " + name
                        + " is no namespace's but the whole machine's: only net.*, fs.mqueue.*, kernel.domainname and the"
                        + " parameters of System V IPC can be set for a container");
            }
            if (namespaces.host(type.get())) {
                throw new IllegalArgumentException("sysctl " + name + " would be set for the host, whose "
                        + type.get().file() + " namespace the container shares");
            }
        }
    }

    private static Optional<NamespaceType> namespace(String name) {
        if (!name.matches("[a-z0-9_]+(\\.[a-zA-Z0-9_-]+)+")) {
            return Optional.empty();
        }
        if (name.startsWith("net.")) {
            return Optional.of(NamespaceType.NET);
        }
        if (name.equals("kernel.domainname")) {
            return Optional.of(NamespaceType.UTS);
        }
        return IPC.contains(name) || name.startsWith("fs.mqueue.") ? Optional.of(NamespaceType.IPC) : Optional.empty();
    }

    /** Writes the calls that set them, through the {@code proc} below the working directory. */
    static void write(ScriptWriter s, Map<String, String> sysctls) {
        for (var sysctl : sysctls.entrySet()) {
            s.note("kernel parameter " + sysctl.getKey());
            var path = "proc/sys/" + sysctl.getKey().replace('.', '/');
            var resolve = Resolve.IN_ROOT | Resolve.NO_SYMLINKS;
            var file = s.openat2(s.fd(OpenFlags.AT_FDCWD), path, OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC, 0, resolve);
            s.write(file.value(), sysctl.getValue());
            s.close(file.value());
        }
    }
}
