package lab.shell.scale;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;
import lab.runtime.kernel.Fd;
import lab.shell.load.Target;

/**
 * A running copy of a service. It is asked through a socket of the file system, so that no network is part of what is measured.
 *
 * @param name the container's name
 * @param folder its files
 * @param socket where it is asked
 */
record Replica(String name, ServiceFolder folder, Fd socket) implements AutoCloseable {

    private static final int TRIES = 500;
    private static final long EVERY_MILLIS = 10;

    /** Starts one and waits until it can be asked. */
    static Replica start(Containers containers, ContainerSpec.Builder spec, String name, ServiceFolder folder)
            throws IOException {
        containers.start(spec.name(name).remove(true).build(), null).close();

        for (var i = 0; ; i++) {
            try {
                return new Replica(name, folder, folder.openSocket());
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a service was started");
        }
    }

    Target target() {
        return Target.local(Path.of(socket.path()), name);
    }

    ContainerStatus status(Containers containers) throws IOException {
        return containers.get(name);
    }

    @Override
    public void close() {
        socket.close();
    }
}
