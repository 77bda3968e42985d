package lab.runtime.layer;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Errand;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.namespace.IdMapCalls;
import lab.runtime.namespace.IdMaps;
import org.jspecify.annotations.Nullable;

/** Removes folders with all that is in them, links not followed. */
public final class RemoveTree {

    private static final long MILLIS = 600_000;

    private RemoveTree() {}

    /** Removes a folder; one that is not there is fine. */
    public static void remove(Path folder) throws IOException {
        try {
            removeOwn(folder);
        } catch (FileSystemException e) {
            // Files of other users of a container can only be removed by its root.
            if (Kernel.get().geteuid() == 0) {
                throw e;
            }
            asOwner(folder);
        }
    }

    private static void removeOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                removeOwn(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes a folder with files of users of a container, as root of a user namespace with the same ids. */
    private static void asOwner(Path folder) throws IOException {
        var s = new ScriptWriter();
        var child = s.label("child");
        var gate = s.buffer(8, "gate");
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        s.note("rm");
        s.closeRange(Script.TRACE_FD, 4);
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        var clone = s.clone(CloneFlags.CLONE_NEWUSER).onZero(child);
        new IdMapCalls(s, clone).write(new IdMaps(Path.of("/etc")).choose(), false);
        s.write(gate.plus(4).load32(), "!");
        s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(child);
        s.read(gate.load32(), s.buffer(8, "&byte"), 1);
        s.setresgid(0);
        s.setresuid(0);
        s.execve("/bin/rm", List.of("rm", "-rf", "--", folder.toString()), List.of());
        try {
            Errand.run(s.script(), List.of(), "lab-rm", MILLIS);
        } catch (IOException e) {
            throw new IOException(
                    "files of other users could not be removed from " + folder + ": " + e.getMessage(), e);
        }
    }
}
