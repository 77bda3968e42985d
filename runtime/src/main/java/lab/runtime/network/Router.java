package lab.runtime.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.Trace;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/*
 * All bridges lie in one network namespace of their own, not in the host's. A process of a few KB holds it, and two netlink sockets that
 * were made in there; whoever may look into that process takes a copy of them with pidfd_getfd(2). So
 *
 * - root and an ordinary user have the same networks: only the way out of the namespace differs;
 * - nothing in the host's namespace has to be found and taken back piece by piece: with the process all bridges, cables, rules and settings go,
 *   also those that a killed lab left;
 * - an ordinary user's JVM needs not enter a namespace, which the kernel does not let a process with threads do that has no capabilities.
 *
 * What is written down before it is started is the name that its process will have.
 */
/** The process that holds the networks. */
final class Router implements AutoCloseable {

    private static final int SIGKILL = 9;
    private static final String FILE = "router";
    private static final String PID = "router.pid";
    private static final String NAME = "lab-router ";

    private final int pid;
    private final Fd pidfd;
    private final Fd namespace;
    private final Rtnetlink route;

    private Router(int pid, Fd pidfd) throws IOException {
        this.pid = pid;
        this.pidfd = pidfd;
        this.namespace = NetworkNamespaces.of(pid);
        this.route = Rtnetlink.of(Kernel.get().pidfdGetfd(pidfd, RouterScript.ROUTE));
    }

    /** Its pid. */
    int pid() {
        return pid;
    }

    /** The network namespace it holds. */
    Fd namespace() {
        return namespace;
    }

    /** The links in there. */
    Rtnetlink route() {
        return route;
    }

    /** Its address translation. */
    Fd netfilter() throws IOException {
        return Kernel.get().pidfdGetfd(pidfd, RouterScript.NETFILTER);
    }

    /** The one that runs, if one does. */
    static Optional<Router> find(Path folder) throws IOException {
        var pid = running(folder);
        return pid.isEmpty() ? Optional.empty() : Optional.of(open(pid.get()));
    }

    private static Router open(int pid) throws IOException {
        var pidfd = Kernel.get().pidfdOpen(pid);
        try {
            return new Router(pid, pidfd);
        } catch (IOException e) {
            pidfd.close();
            throw e;
        }
    }

    /**
     * Starts one.
     *
     * @param map the ids of its user namespace; null for root, who needs none
     */
    static Router start(Path folder, @Nullable IdMap map) throws IOException {
        end(folder);
        var name = NAME + UUID.randomUUID().toString().replace("-", "");
        Files.writeString(folder.resolve(FILE), name + "\n" + (map == null ? Uplink.name(name) + "\n" : ""));
        var kernel = Kernel.get();
        var script = new RouterScript().write(map != null);
        var gate = kernel.pipe();
        var ready = kernel.pipe();
        try (var file = kernel.memfd("lab-router");
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var trace = Trace.create(file, script);
            var fds = List.of(gate.get(0), ready.get(1), none, file);
            var child = Launcher.start(script, fds, true, name);
            ready.get(1).close();
            if (map != null) {
                awaitStep(ready.get(0), script, trace);
                UserMaps.write(child.pid(), map);
                kernel.write(gate.get(1), new byte[] {'!'});
            }
            awaitStep(ready.get(0), script, trace);
            child.close();
            Files.writeString(folder.resolve(PID), Integer.toString(child.pid()));
            return open(child.pid());
        } catch (IOException e) {
            end(folder);
            throw e;
        } finally {
            gate.forEach(Fd::close);
            ready.forEach(Fd::close);
        }
    }

    private static void awaitStep(Fd ready, Script script, Trace trace) throws IOException {
        if (Kernel.get().read(ready, new byte[1]) == 0) {
            var failed = trace.failed();
            var what = failed.isEmpty() ? "its process ended" : script.shown(failed.getAsInt());
            var error = failed.isEmpty()
                    ? 0
                    : trace.outcome(failed.getAsInt())
                            .map(o -> o.error().orElse(0))
                            .orElse(0);
            throw new NetworkException("no network namespace for the networks: " + what + ": " + Errno.nameOf(error)
                    + (error == Errno.EPERM.number()
                            ? "; user namespaces seem to be switched off for this user (doctor says more)"
                            : ""));
        }
    }

    /** Ends the one that runs, if one does, and with it all that is in its namespace. */
    static void end(Path folder) throws IOException {
        var pid = running(folder);
        if (pid.isPresent()) {
            try (var process = Kernel.get().pidfdOpen(pid.get())) {
                Kernel.get().pidfdSendSignal(process, SIGKILL);
                Kernel.get().await(process, -1);
                Kernel.get().reap(pid.get());
            } catch (ErrnoException e) {
                if (!e.is(Errno.ESRCH)) {
                    throw e;
                }
            }
        }
        var uplink = uplink(folder);
        if (uplink.isPresent()) {
            Uplink.remove(uplink.get());
        }
        Files.deleteIfExists(folder.resolve(PID));
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** The name of the cable to the host's namespace, if there is to be one; it is written down before it is laid. */
    static Optional<String> uplink(Path folder) throws IOException {
        var lines = written(folder);
        return lines.size() > 1 ? Optional.of(lines.get(1)) : Optional.empty();
    }

    private static List<String> written(Path folder) throws IOException {
        return lines(folder.resolve(FILE));
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The process of the name that was written down. */
    private static Optional<Integer> running(Path folder) throws IOException {
        var lines = written(folder);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var name = lines.get(0);
        // Its pid was written when it had started; whoever was killed before that left only the name.
        var known = lines(folder.resolve(PID));
        if (!known.isEmpty()) {
            var pid = Integer.parseInt(known.get(0));
            return isCalled(pid, name) ? Optional.of(pid) : Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> isCalled(process.pid(), name))
                .map(process -> (int) process.pid())
                .findFirst();
    }

    private static boolean isCalled(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace("\0", "")
                    .equals(name);
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }

    @Override
    public void close() {
        route.close();
        namespace.close();
        pidfd.close();
    }
}
