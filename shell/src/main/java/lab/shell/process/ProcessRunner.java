package lab.shell.process;

import java.io.IOException;
import lab.runtime.container.Running;
import lab.runtime.container.Stdio;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.shell.session.Console;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Runs a process in a container to its end, joined to the lab's streams. */
public final class ProcessRunner {

    /** Starts a process with these streams. */
    public interface Starter {
        /** Starts it. */
        Running start(Stdio stdio) throws IOException;
    }

    private final Console console;
    private final @Nullable Terminal terminal;

    /**
     * A runner.
     *
     * @param terminal the learner's terminal, if there is one
     */
    public ProcessRunner(Console console, @Nullable Terminal terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** Whether there is a terminal to show another one in. */
    public boolean hasTerminal() {
        return terminal != null;
    }

    /** Runs a process that has a terminal of its own, shown in the learner's. */
    public int inTerminal(Starter starter) throws IOException {
        if (terminal == null) {
            throw new IllegalStateException("no terminal");
        }
        console.flush();
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = starter.start(new Stdio(none, none, none))) {
            new Passthrough(terminal).run(running);
            return running.await();
        }
    }

    /**
     * Runs a process with pipes.
     *
     * @param stdin whether it reads what the lab's standard input has, else nothing
     */
    public int piped(Starter starter, boolean stdin) throws IOException {
        console.flush();
        var kernel = Kernel.get();
        try (var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var out = kernel.pipe();
            var err = kernel.pipe();
            try (var running = starter.start(new Stdio(stdin ? Fd.standard(0) : none, out.get(1), err.get(1)))) {
                out.get(1).close();
                err.get(1).close();
                var pumps = new Pump[] {
                    Pump.start(out.get(0), console.bytes()), Pump.start(err.get(0), console.errorBytes())
                };
                var code = running.await();
                for (var pump : pumps) {
                    pump.drain();
                }
                return code;
            } catch (IOException | RuntimeException e) {
                out.forEach(Fd::close);
                err.forEach(Fd::close);
                throw e;
            }
        }
    }
}
