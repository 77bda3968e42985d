package lab.runtime.network;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ThreadNamespaces;

/**
 * Work inside another network namespace. A thread may have one of its own, so the work gets a thread that enters the namespace and ends
 * afterwards; what sockets and files it opened there stay bound to it.
 */
public final class NetworkNamespaces {

    private NetworkNamespaces() {}

    /**
     * Work to be done there.
     *
     * @param <T> what comes of it
     */
    public interface Work<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /** The network namespace of a process, open. */
    public static Fd of(int pid) throws IOException {
        return Kernel.get().open("/proc/" + pid + "/ns/net", OpenFlags.O_RDONLY, 0);
    }

    /** A new one, which lasts as long as the descriptor, a process or a socket of it; needs {@code CAP_SYS_ADMIN}. */
    public static Fd create() throws IOException {
        return apart(() -> {
            ThreadNamespaces.leave(CloneFlags.CLONE_NEWNET);
            return Kernel.get().open("/proc/thread-self/ns/net", OpenFlags.O_RDONLY, 0);
        });
    }

    /** Does work in the namespace that a file stands for. */
    public static <T> T in(Fd namespace, Work<T> work) throws IOException {
        return apart(() -> {
            ThreadNamespaces.enter(namespace, CloneFlags.CLONE_NEWNET);
            return work.run();
        });
    }

    private static <T> T apart(Work<T> work) throws IOException {
        var result = new AtomicReference<T>();
        var failure = new AtomicReference<IOException>();
        var thread = new Thread(
                () -> {
                    try {
                        result.set(work.run());
                    } catch (IOException e) {
                        failure.set(e);
                    }
                },
                "lab-netns");
        thread.start();
        await(thread);
        if (failure.get() != null) {
            throw failure.get();
        }
        return result.get();
    }

    /** What the thread opened would be nobody's if it was left alone, so an interruption waits, too. */
    private static void await(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
