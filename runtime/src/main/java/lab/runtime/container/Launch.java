package lab.runtime.container;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Child;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.Trace;
import lab.runtime.namespace.IdMapCalls;
import org.jspecify.annotations.Nullable;

/**
 * Lets a script run until it has become its command.
 *
 * @param stdio the command's standard streams
 * @param trace the file of the trace, open
 * @param terminal whether the script opens a terminal and sends it here
 * @param name what its process is called
 */
record Launch(Stdio stdio, Fd trace, boolean terminal, String name) {

    private static final int SIGKILL = 9;

    /** A script and where in its trace things are. */
    record Written(Script script, TraceMap map, String command) {}

    /** Writes the script, once it is known what descriptors it has. */
    interface Writer {
        /**
         * Writes it.
         *
         * @param fds the descriptors, to which it may add
         * @param terminal the socket to send the terminal over, if there shall be one
         */
        Written write(FdTable fds, @Nullable Operand terminal) throws IOException;
    }

    /** What is done with the script once it runs. */
    interface Observer {
        /** Keeps the script's listing. */
        void started(Script script) throws IOException;
    }

    /** A command that runs. */
    record Started(
            Child child,
            Trace trace,
            TraceMap map,
            Script script,
            @Nullable Fd terminal) {}

    /** A script that was just started. */
    private record Spawned(Child child, Trace trace, Written written) {}

    /**
     * Starts it and waits for the command.
     *
     * @throws ContainerException if the command was not reached
     */
    Started run(Writer writer, Observer observer) throws IOException {
        var ends = terminal ? Descriptors.pair() : List.<Fd>of();
        var done = Kernel.get().pipe();
        try {
            var spawned = spawn(writer, done.get(1), ends);
            tell(observer, spawned);
            var master = ends.isEmpty() ? Optional.<Fd>empty() : Descriptors.receive(ends.get(0));
            while (Kernel.get().read(done.get(0), new byte[16]) > 0) {
                continue;
            }
            try {
                check(spawned);
            } catch (IOException e) {
                master.ifPresent(Fd::close);
                throw e;
            }
            return new Started(
                    spawned.child, spawned.trace, spawned.written.map(), spawned.written.script(), master.orElse(null));
        } finally {
            done.forEach(Fd::close);
            ends.forEach(Fd::close);
        }
    }

    /** A process that is not taken note of is ended, and with it the container. */
    private static void tell(Observer observer, Spawned spawned) throws IOException {
        try {
            observer.started(spawned.written.script());
        } catch (IOException e) {
            try (var child = spawned.child) {
                child.signal(SIGKILL);
                child.await();
            }
            throw e;
        }
    }

    /** Its descriptors are closed here as soon as it has them, so that their other ends are told when it is gone. */
    private Spawned spawn(Writer writer, Fd done, List<Fd> ends) throws IOException {
        try (var fds = new FdTable(stdio, trace, done)) {
            var socket = ends.isEmpty() ? null : fds.give(ends.get(1), "terminal");
            var written = writer.write(fds, socket);
            var shared = Trace.create(trace, written.script());
            written.map().write(shared);
            return new Spawned(Launcher.start(written.script(), fds.list(), true, name), shared, written);
        }
    }

    /** The command was reached if the pipe ended without a failed call. */
    private static void check(Spawned spawned) throws IOException {
        var map = spawned.written.map();
        var trace = spawned.trace;
        if (trace.failed().isEmpty() && !ExecFailure.happened(trace, map)) {
            return;
        }
        try (var child = spawned.child) {
            var ended = child.await();
            if (ExecFailure.happened(trace, map)) {
                throw notExecuted(trace, map, spawned.written.command());
            }
            if (ended.exited() && ended.status() == IdMapCalls.HELPER_FAILED) {
                throw new ContainerException(
                        "newuidmap or newgidmap refused the id ranges of /etc/subuid and /etc/subgid: "
                                + "each must name this user and ranges that nobody else has");
            }
            var own = Failures.own(spawned.written.script(), trace);
            throw own.isPresent() ? own.get() : new ContainerException(Failures.of(spawned.written.script(), trace));
        }
    }

    private static ContainerException notExecuted(Trace trace, TraceMap map, String command) {
        var code = ExecFailure.exitCode(trace, map);
        var reason = code == ExecCalls.NOT_FOUND
                ? (command.contains("/") ? "no such file in the container" : "not found in $PATH of the container")
                : ExecFailure.reason(ExecFailure.error(trace, map));
        return new ContainerException("exec: \"" + command + "\": " + reason, code, null);
    }
}
