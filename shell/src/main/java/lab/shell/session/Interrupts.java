package lab.shell.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jline.utils.Signals;

/**
 * Where Ctrl-C goes: to what runs in front. If nothing does, the lab itself is meant.
 */
public final class Interrupts {

    private final Deque<Runnable> targets = new ArrayDeque<>();
    private final Runnable otherwise;

    /**
     * Interrupts that nobody has sent yet.
     *
     * @param otherwise what happens when nothing runs in front
     */
    public Interrupts(Runnable otherwise) {
        this.otherwise = otherwise;
    }

    /** A time in which something runs in front. */
    public interface Front extends AutoCloseable {
        @Override
        void close();
    }

    /** Listens to the signal SIGINT. */
    public void listen() {
        Signals.register("INT", this::raise);
    }

    /** Sends interrupts to a target until the result is closed. */
    public synchronized Front to(Runnable target) {
        targets.push(target);
        return () -> forget(target);
    }

    /** Sends one. */
    public void raise() {
        target().run();
    }

    private synchronized Runnable target() {
        return targets.isEmpty() ? otherwise : targets.peek();
    }

    private synchronized void forget(Runnable target) {
        targets.remove(target);
    }
}
