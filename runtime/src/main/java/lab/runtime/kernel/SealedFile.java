package lab.runtime.kernel;

/** A program in memory that nobody can change any more, not even through {@code /proc/<pid>/exe}; memfd_create(2). */
final class SealedFile {

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_EXEC = 16;
    private static final int F_ADD_SEALS = 1033;
    private static final int SEAL_ALL = 0xf;
    private static final int F_SEAL_EXEC = 0x20;

    private SealedFile() {}

    /** Makes the file; the descriptor is read-only, since a file open for writing cannot be executed. */
    static Fd of(Kernel kernel, byte[] content) throws ErrnoException {
        try (var writable = create(kernel)) {
            kernel.write(writable, content);
            if (kernel.raw(Syscall.FCNTL, writable.number(), F_ADD_SEALS, SEAL_ALL | F_SEAL_EXEC) < 0) {
                kernel.call(Syscall.FCNTL, "seals of a memfd", writable.number(), F_ADD_SEALS, SEAL_ALL);
            }
            return kernel.open(writable.path(), OpenFlags.O_RDONLY, 0);
        }
    }

    /** Kernels before 6.3 do not know {@code MFD_EXEC}; later ones may insist on it. */
    private static Fd create(Kernel kernel) throws ErrnoException {
        try (var memory = kernel.memory()) {
            var name = memory.text("lab-init");
            var flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
            var fd = kernel.raw(Syscall.MEMFD_CREATE, name, flags | MFD_EXEC);
            return Fd.of(fd >= 0 ? fd : kernel.call(Syscall.MEMFD_CREATE, "for the program of a script", name, flags));
        }
    }
}
