package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.List;

/*
 * A container's first process runs the script, so for a moment its /proc/<pid>/exe is the script's file. A container that gets hold of that
 * file must not be able to change it (CVE-2019-5736 was such a file, of a runtime that was started again later), hence a copy for each
 * start, sealed against writing, growing, shrinking, chmod and further seals.
 *
 * Where the administrator forbids memfds that can be executed (vm.memfd_noexec is 2) a file without a name takes its place. It cannot
 * be sealed, but nothing else is ever started from it either.
 */
/** A program for one start: a file that has no name and that nobody can change. */
final class ProgramFile {

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_EXEC = 16;
    private static final int F_ADD_SEALS = 1033;
    private static final int SEAL_ALL = 0xf;
    private static final int F_SEAL_EXEC = 0x20;
    private static final int O_TMPFILE = 020000000;
    private static final int ST_NOEXEC = 8;
    private static final int STATFS_SIZE = 120;
    private static final int STATFS_FLAGS = 80;

    private ProgramFile() {}

    /** Makes the file; the descriptor is read-only, since a file open for writing cannot be executed. */
    static Fd of(Kernel kernel, byte[] content) throws ErrnoException {
        var memfd = memfd(kernel);
        return memfd == -Errno.EACCES.number() ? unnamed(kernel, content, folders()) : sealed(kernel, memfd, content);
    }

    /** Kernels before 6.3 do not know {@code MFD_EXEC}; later ones may insist on it. */
    private static long memfd(Kernel kernel) {
        try (var memory = kernel.memory()) {
            var name = memory.text("lab-init");
            var flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
            var fd = kernel.raw(Syscall.MEMFD_CREATE, name, flags | MFD_EXEC);
            return fd == -Errno.EINVAL.number() ? kernel.raw(Syscall.MEMFD_CREATE, name, flags) : fd;
        }
    }

    private static Fd sealed(Kernel kernel, long memfd, byte[] content) throws ErrnoException {
        if (memfd < 0) {
            throw new ErrnoException("memfd_create", "for the program of a script", (int) -memfd);
        }
        try (var writable = Fd.of(memfd)) {
            kernel.write(writable, content);
            if (kernel.raw(Syscall.FCNTL, writable.number(), F_ADD_SEALS, SEAL_ALL | F_SEAL_EXEC) < 0) {
                kernel.call(Syscall.FCNTL, "seals of a memfd", writable.number(), F_ADD_SEALS, SEAL_ALL);
            }
            return kernel.open(writable.path(), OpenFlags.O_RDONLY, 0);
        }
    }

    private static List<String> folders() {
        return List.of("/dev/shm", System.getProperty("java.io.tmpdir"), System.getProperty("user.home"));
    }

    /** In the first folder that lets programs be executed. */
    static Fd unnamed(Kernel kernel, byte[] content, List<String> folders) throws ErrnoException {
        var flags = O_TMPFILE | OpenFlags.directory(kernel.arch()) | OpenFlags.O_RDWR;
        var refused = new ArrayList<ErrnoException>();
        for (var folder : folders) {
            try (var writable = kernel.open(folder, flags, 0500)) {
                if (executable(kernel, writable)) {
                    kernel.write(writable, content);
                    return kernel.open(writable.path(), OpenFlags.O_RDONLY, 0);
                }
            } catch (ErrnoException e) {
                refused.add(e);
            }
        }
        var failure = new ErrnoException(
                "memfd_create",
                "for the program of a script (vm.memfd_noexec forbids it, and none of " + String.join(", ", folders)
                        + " takes a file that can be executed)",
                Errno.EACCES.number());
        refused.forEach(failure::addSuppressed);
        throw failure;
    }

    private static boolean executable(Kernel kernel, Fd file) throws ErrnoException {
        try (var memory = kernel.memory()) {
            var statfs = memory.buffer(STATFS_SIZE);
            kernel.call(Syscall.FSTATFS, file.path(), file.number(), statfs.address());
            return (statfs.getLong(STATFS_FLAGS) & ST_NOEXEC) == 0;
        }
    }
}
