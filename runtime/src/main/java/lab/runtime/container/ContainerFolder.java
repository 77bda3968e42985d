package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Script;

/**
 * The folder that a container's state is in: {@code config.json}, written before anything is made in the kernel; {@code calls}, the script;
 * {@code trace}, what it has done; {@code log}, the output of a detached container, and {@code log.times}, when it came; and the files mounted over some in {@code /etc}.
 */
final class ContainerFolder {

    private final Path path;

    ContainerFolder(Path path) {
        this.path = path;
    }

    /**
     * A new folder, which others may pass through but not list. What reads the record before it is written whole takes the container for
     * one that is being made, as it is.
     */
    static ContainerFolder create(Path path, Record record) throws IOException {
        Kernel.get().mkdir(path.toString(), 0711);
        var folder = new ContainerFolder(path);
        folder.put("config.json", RecordCodec.write(record));
        return folder;
    }

    /** Those in a folder. */
    static List<ContainerFolder> below(Path containers) throws IOException {
        var folders = new ArrayList<ContainerFolder>();
        try (var all = Files.newDirectoryStream(containers)) {
            all.forEach(path -> folders.add(new ContainerFolder(path)));
        }
        return folders;
    }

    Path path() {
        return path;
    }

    /** The container's id. */
    String id() {
        return path.getFileName().toString();
    }

    Path trace() {
        return path.resolve("trace");
    }

    Path log() {
        return path.resolve("log");
    }

    Path times() {
        return path.resolve("log.times");
    }

    /** Says that the container may be without a process: it waits for its first start, or for another one. */
    void keep() throws IOException {
        Files.write(path.resolve("kept"), new byte[0]);
    }

    /** Whether it may be without a process. */
    boolean kept() {
        return Files.exists(path.resolve("kept"));
    }

    /** Forgets how the last start went. */
    void forget() throws IOException {
        Files.deleteIfExists(trace());
        Files.deleteIfExists(path.resolve("calls"));
    }

    /** Keeps the script's calls, a line each. */
    void write(Script script) throws IOException {
        Files.write(path.resolve("calls"), script.listing());
    }

    /** Writes it whole or not at all. Not to the disk, though: what it is about lives in the kernel and does not survive a reboot either. */
    void write(Record record) throws IOException {
        put("config.new", RecordCodec.write(record));
        Files.move(path.resolve("config.new"), path.resolve("config.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void put(String name, byte[] bytes) throws IOException {
        var flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC;
        try (var file = Kernel.get().open(path.resolve(name).toString(), flags, 0600)) {
            Kernel.get().write(file, bytes);
        }
    }

    /** The record; empty while the folder is being made or removed, and if another version of the lab wrote it or it is damaged. */
    Optional<Record> record() throws IOException {
        var file = path.resolve("config.json");
        try {
            return Optional.of(RecordCodec.read(Files.readAllBytes(file), file));
        } catch (NoSuchFileException | RecordException e) {
            return Optional.empty();
        }
    }

    /** Whether a process of this container has not become its command yet, or is its monitor. */
    boolean monitored() throws IOException {
        var name = monitorName(id());
        return ProcessHandle.allProcesses().anyMatch(process -> isCalled(process.pid(), name));
    }

    private static boolean isCalled(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .startsWith(name);
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }

    /** The container as it is now; empty while the folder is being made or removed. */
    Optional<ContainerStatus> status() throws IOException {
        var record = record();
        return record.isEmpty() ? Optional.empty() : Optional.of(status(record.get()));
    }

    private ContainerStatus status(Record record) throws IOException {
        return new StatusReader(record).read(trace());
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
