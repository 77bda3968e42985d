package lab.grader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.observe.Changes;
import lab.runtime.observe.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Looks again when something in the learner's place changes, and tells what is new.
 *
 * <p>One thread, which sleeps in the kernel. However fast things change, it looks at most twenty times a second. Not everything is announced by the kernel
 * (a chroot, a move to another cgroup), so it also looks a little after each change, and every three seconds when nothing happens.
 */
public final class Watcher implements AutoCloseable {
    /** How long after a look the next one comes if nothing is announced: soon after a change, when more is likely to follow, then seldom. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(3));

    private static final long BREATH_MILLIS = 50;

    private final Attempt attempt;
    private final Changes changes;
    private final Consumer<Verdict> listener;
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Verdict last;

    private Watcher(Attempt attempt, Changes changes, Consumer<Verdict> listener) {
        this.attempt = attempt;
        this.changes = changes;
        this.listener = listener;
        this.thread = new Thread(this::run, "lab-watcher");
        thread.setDaemon(true);
    }

    /**
     * Starts to watch.
     *
     * @param attempt the attempt that is looked at
     * @param scope the learner's place
     * @param listener gets each verdict whose outcomes differ from those of the verdict before, on the watcher's thread; the first one is not told
     * @return a watcher, to be closed when the exercise is left
     * @throws ErrnoException if the kernel refuses a descriptor
     */
    public static Watcher start(Attempt attempt, Scope scope, Consumer<Verdict> listener) throws ErrnoException {
        Watcher watcher = new Watcher(attempt, Changes.of(scope), listener);
        watcher.thread.start();
        return watcher;
    }

    /**
     * Looks at once, on the caller's thread, such as after a command. What it returns is not told to the listener again.
     *
     * @return the verdict
     */
    public Verdict checkNow() {
        Verdict verdict = attempt.check();
        remember(verdict);
        return verdict;
    }

    @Override
    public void close() {
        closed = true;
        try {
            changes.wake();
            if (Thread.currentThread() != thread) {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ErrnoException e) {
            throw new IllegalStateException("the watcher can't be woken to end: " + e.getMessage(), e);
        }
    }

    private void run() {
        try (changes) {
            int quiet = 0;
            while (!closed) {
                Duration pause = PAUSES.get(Math.min(quiet, PAUSES.size() - 1));
                Duration most = attempt.nextLook()
                        .filter(hold -> hold.compareTo(pause) < 0)
                        .orElse(pause);
                quiet = changes.await(most) ? 0 : quiet + 1;
                if (!closed) {
                    look();
                    Thread.sleep(BREATH_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ErrnoException e) {
            System.getLogger(Watcher.class.getName())
                    .log(System.Logger.Level.WARNING, "automatic checks end: {0}", e.getMessage());
        }
    }

    private void look() {
        Verdict verdict = attempt.check();
        Optional<Verdict> before = remember(verdict);
        if (before.isPresent() && !before.get().sameOutcomes(verdict)) {
            listener.accept(verdict);
        }
    }

    private synchronized Optional<Verdict> remember(Verdict verdict) {
        Optional<Verdict> before = Optional.ofNullable(last);
        last = verdict;
        return before;
    }
}
