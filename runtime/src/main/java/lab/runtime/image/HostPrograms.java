package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes programs of this host into an image, with the loader and libraries they name. */
final class HostPrograms {

    private static final List<String> PROGRAM_DIRS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final List<String> LIBRARY_DIRS = List.of(
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/lib64",
            "/usr/lib64",
            "/lib",
            "/usr/lib",
            "/usr/lib/systemd",
            "/usr/lib/x86_64-linux-gnu/systemd");

    private final Map<String, Entry> entries;

    HostPrograms(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** The file of a program on this host, links followed. */
    static Optional<Path> find(String name) throws IOException {
        for (var dir : PROGRAM_DIRS) {
            var file = Path.of(dir, name);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                return Optional.of(file.toRealPath());
            }
        }
        return Optional.empty();
    }

    /** Adds a program as {@code bin/NAME}; false if this host has none of that name. */
    boolean add(String name) throws IOException {
        var file = find(name);
        if (file.isPresent()) {
            entries.put("bin/" + name, new Entry.Copy(file.get(), 0755));
            libraries(file.get());
        }
        return file.isPresent();
    }

    private void libraries(Path file) throws IOException {
        var elf = ElfFile.read(file);
        if (elf.isEmpty()) {
            return;
        }
        if (elf.get().interpreter().isPresent()) {
            library(elf.get().interpreter().get());
        }
        for (var name : elf.get().needed()) {
            for (var dir : LIBRARY_DIRS) {
                if (Files.exists(Path.of(dir, name))) {
                    library("/lib/" + name, Path.of(dir, name));
                    break;
                }
            }
        }
    }

    private void library(String path) throws IOException {
        library(path, Path.of(path));
    }

    private void library(String path, Path source) throws IOException {
        var inside = path.substring(1);
        if (!entries.containsKey(inside)) {
            var slash = inside.lastIndexOf('/');
            entries.putIfAbsent(inside.substring(0, slash), new Entry.Directory(0755));
            entries.put(inside, new Entry.Copy(source.toRealPath(), 0755));
            libraries(source.toRealPath());
        }
    }
}
