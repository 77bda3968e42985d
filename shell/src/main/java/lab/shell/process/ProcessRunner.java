package lab.shell.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lab.runtime.container.Attachment;
import lab.runtime.container.ContainerLog;
import lab.runtime.container.Running;
import lab.runtime.container.Stdio;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Runs a process in a container to its end, joined to the lab's streams. */
public final class ProcessRunner {

    private static final int SIGINT = 2;
    private static final int SIGKILL = 9;
    private static final byte CTRL_C = 3;
    private static final int PATIENCE = 2;
    private static final long GRACE_MILLIS = 200;

    /** Starts a process with these streams. */
    public interface Starter {
        /** Starts it. */
        Running start(Stdio stdio) throws IOException;
    }

    private final Lab lab;
    private final Console console;
    private final @Nullable Terminal terminal;

    /**
     * A runner.
     *
     * @param terminal the learner's terminal, if there is one
     */
    public ProcessRunner(Lab lab, Console console, @Nullable Terminal terminal) {
        this.lab = lab;
        this.console = console;
        this.terminal = terminal;
    }

    /** Whether there is a terminal to show another one in. */
    public boolean hasTerminal() {
        return terminal != null;
    }

    /**
     * Runs a process that has a terminal of its own, shown in the learner's.
     *
     * @param detachable whether Ctrl-P Ctrl-Q leaves it; it goes on as long as the lab runs
     */
    public int inTerminal(Starter starter, boolean detachable) throws IOException {
        if (terminal == null) {
            throw new IllegalStateException("no terminal");
        }
        console.flush();
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var early = new EarlyInterrupts(lab.interrupts())) {
            var running = starter.start(new Stdio(none, none, none));
            early.to(() -> press(running, CTRL_C));
            if (new Passthrough(terminal).run(running, detachable)) {
                try (running) {
                    return running.await();
                }
            }
            Left.behind(running);
            console.out().println();
            console.out().println(lab.say("run.detached", running.name()));
            return 0;
        }
    }

    /**
     * Joins a container that runs by itself.
     *
     * @param keys whether keys are passed on
     * @return false if it was left with Ctrl-P Ctrl-Q and goes on
     */
    public boolean attach(Attachment attachment, ContainerLog log, boolean keys) throws IOException {
        console.flush();
        var attached = new Attached(attachment, log, console.bytes());
        if (terminal != null && attachment.container().spec().terminal()) {
            return new RawTerminal(terminal).run(attachment.input().orElseThrow(), () -> attached.copy(keys, true));
        }
        var pid = attachment.container().pid().orElseThrow();
        try (var front = lab.interrupts().to(interrupt(pid))) {
            return attached.copy(keys, false);
        }
    }

    private static void press(Running running, byte key) {
        try {
            if (running.terminal().isPresent()) {
                Kernel.get().write(running.terminal().get(), new byte[] {key});
            }
        } catch (IOException e) {
            // It ended in this moment; that is what was asked for.
            return;
        }
    }

    private static Runnable interrupt(int pid) {
        return () -> {
            try {
                Kernel.get().kill(pid, SIGINT);
            } catch (IOException e) {
                // It ended in this moment; that is what was asked for.
                return;
            }
        };
    }

    /** Starts a process that nobody listens to; a terminal of its own stays open as long as the lab runs. */
    public void apart(Starter starter) throws IOException {
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var running = starter.start(new Stdio(none, none, none));
            if (running.terminal().isPresent()) {
                Left.behind(running);
            } else {
                running.close();
            }
        }
    }

    /** Runs a process with pipes. Ctrl-C is passed on to it; process 1 of a container may ignore that, so at last it is ended. */
    public int piped(Starter starter, Input input) throws IOException {
        console.flush();
        var kernel = Kernel.get();
        var ends = new ArrayList<Fd>();
        try (var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
                var early = new EarlyInterrupts(lab.interrupts())) {
            var out = kernel.pipe();
            ends.addAll(out);
            var err = kernel.pipe();
            ends.addAll(err);
            var in = input instanceof Input.Text ? kernel.pipe() : List.of(none, none);
            ends.addAll(in);
            var stdin = input instanceof Input.Own ? Fd.standard(0) : in.get(0);
            try (var running = starter.start(new Stdio(stdin, out.get(1), err.get(1)))) {
                List.of(out.get(1), err.get(1), in.get(0)).forEach(Fd::close);
                if (input instanceof Input.Text text) {
                    Feed.start(text.bytes(), in.get(1));
                }
                ends.clear();
                early.to(interrupt(running));
                return await(
                        running,
                        List.of(Pump.start(out.get(0), console.bytes()), Pump.start(err.get(0), console.errorBytes())));
            } finally {
                ends.forEach(Fd::close);
            }
        }
    }

    private static int await(Running running, List<Pump> pumps) throws IOException {
        var code = running.await();
        for (var pump : pumps) {
            pump.drain();
        }
        return code;
    }

    private Runnable interrupt(Running running) {
        var times = new AtomicInteger();
        return () -> {
            try {
                var now = times.incrementAndGet();
                running.signal(now < PATIENCE ? SIGINT : SIGKILL);
                if (now == PATIENCE - 1 && running.await(GRACE_MILLIS).isEmpty()) {
                    console.err().println(lab.say("run.ignores"));
                    console.flush();
                }
            } catch (IOException e) {
                // It ended in this moment; that is what was asked for.
                return;
            }
        };
    }
}
