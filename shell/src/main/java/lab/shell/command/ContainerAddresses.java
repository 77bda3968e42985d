package lab.shell.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import lab.runtime.container.Containers;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;
import lab.runtime.namespace.NamespaceType;
import lab.shell.load.Target;
import org.jspecify.annotations.Nullable;

/** The addresses at which containers can be reached from here. */
final class ContainerAddresses implements Target.Addresses, AutoCloseable {

    private static final int TRIES = 100;
    private static final long BETWEEN_NANOS = 20_000_000;

    private final Containers containers;
    private final List<Fd> sockets = new ArrayList<>();

    ContainerAddresses(Containers containers) {
        this.containers = containers;
    }

    @Override
    public @Nullable InetAddress of(String name) throws IOException {
        var found = containers.find(name);
        if (found.isEmpty() || !found.get().running()) {
            return null;
        }
        if (found.get().spec().namespaces().host(NamespaceType.NET)) {
            return InetAddress.getLoopbackAddress();
        }
        throw new IOException("container " + found.get().name() + " has no network that leads there");
    }

    /** The path is resolved in the container's root, so that no link leads to a socket of this machine. */
    @Override
    public Path socket(String name, String path) throws IOException {
        var pid = containers.get(name).pid();
        if (pid.isEmpty()) {
            throw new IOException("container " + name + " is not running");
        }
        var kernel = Kernel.get();
        var flags = OpenFlags.O_PATH | OpenFlags.directory(kernel.arch());
        try (var root = kernel.open("/proc/" + pid.getAsInt() + "/root", flags, 0)) {
            var socket = open(root, path);
            sockets.add(socket);
            return Path.of(socket.path());
        }
    }

    /** A container that has just been started may need a moment to make its socket. */
    private static Fd open(Fd root, String path) throws IOException {
        var resolve = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;
        for (var tries = 1; ; tries++) {
            try {
                return Kernel.get().openat2(root, path, OpenFlags.O_PATH, 0, resolve);
            } catch (ErrnoException e) {
                if (!e.is(Errno.ENOENT) || tries == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        }
    }

    @Override
    public void close() {
        sockets.forEach(Fd::close);
    }

    @Override
    public boolean contains(InetAddress address) {
        return false;
    }
}
