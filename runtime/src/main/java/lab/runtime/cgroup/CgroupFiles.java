package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.KernelFiles;

/** The files of a cgroup, found by name in whichever of its directories has them. */
final class CgroupFiles {

    private final Cgroup cgroup;

    CgroupFiles(Cgroup cgroup) {
        this.cgroup = cgroup;
    }

    /** The first of these files that is there. */
    Optional<Path> find(String... names) {
        for (var name : names) {
            for (var directory : cgroup.directories()) {
                var path = directory.resolve(name);
                if (KernelFiles.exists(path.toString())) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    /** The words in a file, such as the names of controllers. */
    static List<String> words(Path file) throws IOException {
        return List.of(text(file).split(" "));
    }

    private static String text(Path file) throws ErrnoException {
        return new String(KernelFiles.read(file.toString()), StandardCharsets.UTF_8).strip();
    }

    /** A file's text; nothing if its cgroup is gone, which a file that was just opened says with ENODEV. */
    private static Optional<String> textOrNothing(Path file) throws ErrnoException {
        try {
            return Optional.of(text(file));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The text of the first of these files that is there. */
    Optional<String> text(String... names) throws IOException {
        var file = find(names);
        return file.isEmpty() ? Optional.empty() : textOrNothing(file.get());
    }

    /** The number in the first of these files that is there; empty for {@code max} and for v1's way to say so. */
    OptionalLong number(String... names) throws IOException {
        var text = text(names);
        if (text.isEmpty() || !text.get().matches("[0-9]{1,19}")) {
            return OptionalLong.empty();
        }
        var value = Long.parseUnsignedLong(text.get());
        return value < 0 || value >= Long.MAX_VALUE - (1 << 20) ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The number behind a name in the first of these files, in any of its directories, that has the name. */
    OptionalLong entry(String name, String... names) throws IOException {
        for (var file : names) {
            for (var directory : cgroup.directories()) {
                var found = entry(name, directory.resolve(file));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong entry(String name, Path file) throws IOException {
        for (var line : textOrNothing(file).orElse("").split("\n")) {
            var words = line.split(" ");
            if (words.length == 2 && words[0].equals(name)) {
                return OptionalLong.of(Long.parseLong(words[1]));
            }
        }
        return OptionalLong.empty();
    }

    /** The processes in a directory and in all below it. */
    static Set<Long> processes(Path directory) throws IOException {
        var found = new TreeSet<Long>();
        try {
            textOrNothing(directory.resolve("cgroup.procs"))
                    .orElse("")
                    .lines()
                    .map(Long::valueOf)
                    .forEach(found::add);
            try (var below = Files.newDirectoryStream(directory, Files::isDirectory)) {
                for (var child : below) {
                    found.addAll(processes(child));
                }
            }
        } catch (NoSuchFileException e) {
            return found;
        }
        return found;
    }
}
