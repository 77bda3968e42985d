package lab.runtime.container;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Child;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.Trace;
import org.jspecify.annotations.Nullable;

/** A process inside a container that this JVM has started: a container's first one, or one that joined. */
public final class Running implements AutoCloseable {

    private final String id;
    private final String name;
    private final Child monitor;
    private final Trace trace;
    private final TraceMap map;
    private final Script script;
    private final @Nullable Fd end;
    private final Unreaped unreaped;
    private final @Nullable Fd terminal;
    private final long started;
    private final long reached = System.nanoTime();

    Running(String id, String name, Launch.Started launched, @Nullable Fd end, Unreaped unreaped, long started) {
        this.id = id;
        this.name = name;
        this.monitor = launched.child();
        this.end = end;
        this.unreaped = unreaped;
        this.trace = launched.trace();
        this.map = launched.map();
        this.script = launched.script();
        this.terminal = launched.terminal();
        this.started = started;
    }

    /** The container's id. */
    public String id() {
        return id;
    }

    /** The container's name. */
    public String name() {
        return name;
    }

    /** The pid of the process, as this JVM sees it. */
    public int pid() {
        return (int) trace.outcome(map.first()).orElseThrow().result();
    }

    /** How long it took from the request to the last call before the command; a clock of its own may be ahead of ours. */
    public Duration startTime() {
        var last = started;
        for (var call = 0; call < map.firstExec(); call++) {
            last = Math.max(last, trace.outcome(call).map(Trace.Outcome::nanos).orElse(0L));
        }
        return Duration.ofNanos(Math.min(last, reached) - started);
    }

    /** How many system calls were made for it. */
    public int calls() {
        var made = 0;
        for (var call = 0; call < trace.size(); call++) {
            made += trace.outcome(call).isPresent() ? 1 : 0;
        }
        return made;
    }

    /** The calls that it was asked for by themselves, with their results. */
    public List<Explanation.Step> own() {
        return OwnCalls.made(script, trace);
    }

    /** The controlling end of its terminal, if it has one; it stays open until this is closed. */
    public Optional<Fd> terminal() {
        return Optional.ofNullable(terminal);
    }

    /** Waits for its end and gives the exit code, 128 and the signal's number if a signal ended it. */
    public int await() throws IOException {
        return await(-1).orElseThrow();
    }

    /** Waits for its end for some milliseconds at most; negative is without end. */
    public Optional<Integer> await(long millis) throws IOException {
        return Kernel.get().await(ended(), millis) ? Optional.of(exitCode()) : Optional.empty();
    }

    /** A descriptor that becomes readable, or hangs up, when it has ended; it is closed with this. */
    public Fd ended() {
        return end == null ? monitor.pidfd() : end;
    }

    /** Sends a signal to the process. */
    public void signal(int signal) throws IOException {
        Kernel.get().kill(pid(), signal);
    }

    private int exitCode() {
        return map.exitCode(trace).orElse(128 + 9);
    }

    /** If it has ended, what remains of its monitor is waited for; else it lives on without us. */
    @Override
    public void close() throws IOException {
        if (Kernel.get().await(ended(), 0)) {
            monitor.await();
            monitor.close();
        } else {
            unreaped.add(monitor);
        }
        if (end != null) {
            end.close();
        }
        if (terminal != null) {
            terminal.close();
        }
    }
}
