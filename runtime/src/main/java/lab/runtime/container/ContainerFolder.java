package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.Trace;
import lab.runtime.kernel.TraceFormatException;

/**
 * The folder that a container's state is in: {@code config.json}, written before anything is made in the kernel; {@code calls}, the script;
 * {@code trace}, what it has done; {@code log}, the output of a detached container; and the files mounted over some in {@code /etc}.
 */
final class ContainerFolder {

    private final Path path;

    ContainerFolder(Path path) {
        this.path = path;
    }

    /** A new folder, which others may pass through but not list. */
    static ContainerFolder create(Path path) throws IOException {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        return new ContainerFolder(path);
    }

    Path path() {
        return path;
    }

    Path trace() {
        return path.resolve("trace");
    }

    Path log() {
        return path.resolve("log");
    }

    /** Keeps the script's calls, a line each. */
    void write(Script script) throws IOException {
        Files.write(path.resolve("calls"), script.listing());
    }

    /** Writes it whole or not at all. Not to the disk, though: what it is about lives in the kernel and does not survive a reboot either. */
    void write(Record record) throws IOException {
        var temporary = path.resolve("config.new");
        Files.write(temporary, RecordCodec.write(record));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
        Files.move(temporary, path.resolve("config.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The record; empty while the folder is being made or removed. */
    Optional<Record> record() throws IOException {
        var file = path.resolve("config.json");
        try {
            return Optional.of(RecordCodec.read(Files.readAllBytes(file), file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The container as it is now; empty while the folder is being made or removed. */
    Optional<ContainerStatus> status() throws IOException {
        var record = record();
        return record.isEmpty() ? Optional.empty() : Optional.of(status(record.get()));
    }

    private ContainerStatus status(Record record) throws IOException {
        Optional<Trace> trace;
        try {
            trace = Trace.find(trace());
        } catch (TraceFormatException e) {
            // Nobody can say any more how it went; its cgroup and mounts are on record and can be removed.
            return status(record, State.DEAD, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        }
        var map = trace.flatMap(TraceMap::read);
        if (trace.isEmpty() || map.isEmpty()) {
            return status(record, State.CREATED, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        }
        var code = map.get().exitCode(trace.get());
        if (code.isPresent()) {
            return status(record, State.EXITED, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(code.get()));
        }
        var monitor = pid(trace.get(), map.get().monitor());
        var alive = monitor.isPresent() && isMonitor(monitor.getAsInt(), record.id());
        var first = pid(trace.get(), map.get().first());
        if (alive && first.isPresent()) {
            return status(record, State.RUNNING, first, monitor, OptionalInt.empty());
        }
        var state = alive || monitor.isEmpty() ? State.CREATED : State.DEAD;
        return status(record, state, OptionalInt.empty(), alive ? monitor : OptionalInt.empty(), OptionalInt.empty());
    }

    private static ContainerStatus status(
            Record record, State state, OptionalInt pid, OptionalInt monitor, OptionalInt exitCode) {
        return new ContainerStatus(
                record.id(),
                record.name(),
                state,
                pid,
                monitor,
                exitCode,
                record.created(),
                record.spec(),
                record.cgroup().existing());
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
            return arguments.equals(monitorName(id) + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    /** What the processes of a container are called until they have become the command. */
    static String monitorName(String id) {
        return "lab-container " + id.substring(0, 12);
    }

    /** The script's calls, a line each. */
    List<String> calls() throws IOException {
        try {
            return Files.readAllLines(path.resolve("calls"));
        } catch (NoSuchFileException e) {
            throw new ContainerException(
                    "the calls were not kept: the lab was killed while the container started", 1, e);
        }
    }

    void remove() throws IOException {
        remove(path);
    }

    /** Removes a folder with all that is in it, links not followed. */
    static void remove(Path folder) throws IOException {
        var all = new ArrayDeque<Path>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(all::push);
        } catch (NoSuchFileException e) {
            return;
        }
        for (var file : all) {
            Files.deleteIfExists(file);
        }
    }
}
