package lab.shell.process;

import lab.shell.session.Interrupts;
import org.jspecify.annotations.Nullable;

/** Sends Ctrl-C to a process that is being started: what is pressed before it runs is kept until it does. */
final class EarlyInterrupts implements AutoCloseable {

    private final Interrupts.Front front;
    private @Nullable Runnable target;
    private int kept;

    /** Keeps all from now on. */
    EarlyInterrupts(Interrupts interrupts) {
        front = interrupts.to(this::raise);
    }

    /** Passes on those that were kept, and all that come. */
    void to(Runnable started) {
        var count = start(started);
        for (var i = 0; i < count; i++) {
            started.run();
        }
    }

    private synchronized int start(Runnable started) {
        target = started;
        return kept;
    }

    private void raise() {
        var now = keepOrTarget();
        if (now != null) {
            now.run();
        }
    }

    private synchronized @Nullable Runnable keepOrTarget() {
        if (target == null) {
            kept++;
        }
        return target;
    }

    @Override
    public void close() {
        front.close();
    }
}
