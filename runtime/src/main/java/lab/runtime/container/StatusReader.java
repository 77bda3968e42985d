package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.kernel.Trace;
import lab.runtime.kernel.TraceFormatException;

/** Finds out how a container is, from its trace, its monitor and its cgroup. */
final class StatusReader {

    private final Record record;
    private final Cgroup cgroup;

    StatusReader(Record record) {
        this.record = record;
        this.cgroup = record.cgroup().existing();
    }

    ContainerStatus read(Path file) throws IOException {
        Optional<Trace> trace;
        try {
            trace = Trace.find(file);
        } catch (TraceFormatException e) {
            // Nobody can say any more how it went; its cgroup and mounts are on record and can be removed.
            return status(State.DEAD);
        }
        var map = trace.flatMap(TraceMap::read);
        return trace.isEmpty() || map.isEmpty() ? status(State.CREATED) : read(trace.get(), map.get());
    }

    private ContainerStatus read(Trace trace, TraceMap map) throws IOException {
        var started = time(trace, map.first());
        var code = map.exitCode(trace);
        if (code.isPresent()) {
            var none = OptionalInt.empty();
            return status(State.EXITED, none, none, OptionalInt.of(code.get()), started, time(trace, map.waitCall()));
        }
        var monitor = pid(trace, map.monitor());
        var alive = monitor.isPresent() && isMonitor(monitor.getAsInt(), record.id());
        var first = pid(trace, map.first());
        if (alive && first.isPresent()) {
            var state = cgroup.frozen() ? State.PAUSED : State.RUNNING;
            return status(state, first, monitor, OptionalInt.empty(), started, Optional.empty());
        }
        var state = alive || monitor.isEmpty() ? State.CREATED : State.DEAD;
        var seen = alive ? monitor : OptionalInt.empty();
        return status(state, OptionalInt.empty(), seen, OptionalInt.empty(), started, Optional.empty());
    }

    private ContainerStatus status(State state) throws IOException {
        var none = OptionalInt.empty();
        return status(state, none, none, none, Optional.empty(), Optional.empty());
    }

    private ContainerStatus status(
            State state,
            OptionalInt pid,
            OptionalInt monitor,
            OptionalInt exitCode,
            Optional<Instant> started,
            Optional<Instant> finished)
            throws IOException {
        return new ContainerStatus(
                record.id(),
                record.name(),
                state,
                pid,
                monitor,
                exitCode,
                cgroup.oomKills() > 0,
                record.created(),
                started,
                finished,
                record.spec(),
                cgroup);
    }

    /** When a call has returned: the trace has it on the monotonic clock. */
    private static Optional<Instant> time(Trace trace, int call) {
        return trace.outcome(call).map(outcome -> Instant.now().plusNanos(outcome.nanos() - System.nanoTime()));
    }

    private static OptionalInt pid(Trace trace, int call) {
        var outcome = trace.outcome(call);
        return outcome.isPresent() && outcome.get().result() > 0
                ? OptionalInt.of((int) outcome.get().result())
                : OptionalInt.empty();
    }

    /** A pid may have gone to another process: the monitor is known by the container's id among its arguments. */
    private static boolean isMonitor(int pid, String id) throws IOException {
        try {
            var arguments = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return arguments.equals(ContainerFolder.monitorName(id) + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
