package lab.runtime.observe;

import java.nio.charset.StandardCharsets;
import lab.runtime.image.Digest;
import lab.runtime.image.ElfFile;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;

/**
 * A file as a process finds it: the path is resolved in that process's root, so no symbolic link leads out of it.
 *
 * @param process whose root
 * @param path the path from that root
 * @param stat what the file is
 */
record FileView(ProcessView process, String path, FileStat stat) {
    private static final int TEXT_LIMIT = 64 * 1024;
    private static final int PROGRAM_LIMIT = 16 * 1024 * 1024;

    /** Looks for a file. */
    static Found<FileView> find(ProcessView process, String path) {
        String source = source(process, path);
        try (Fd file = open(process, path)) {
            FileStat stat = KernelFiles.stat(file, source);
            return process.unchanged().map(same -> new FileView(process, path, stat));
        } catch (ErrnoException refusal) {
            boolean missing = refusal.is(Errno.ENOENT) || refusal.is(Errno.ENOTDIR);
            return process.unchanged()
                    .then(same -> missing
                            ? Found.absent("there is no file '" + path + "'", source)
                            : Found.unobservable(Peek.explained(refusal), source));
        }
    }

    /** Its content, if it is a regular file that is short. */
    Reading text() {
        return Read.of(content(TEXT_LIMIT), bytes -> trimmed(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The digest of its content, as OCI's images name things. */
    Reading sha256() {
        return Read.of(content(PROGRAM_LIMIT), bytes -> Digest.of(bytes).hex());
    }

    /** What the kernel starts in a program's stead, for the program; {@code PT_INTERP}. */
    Reading interpreter() {
        return Read.of(elf(), elf -> elf.interpreter().orElse(null));
    }

    /** The libraries that a program names; {@code DT_NEEDED}. */
    Reading libraries() {
        return Read.of(elf(), ElfFile::needed);
    }

    private Found<ElfFile> elf() {
        String source = source(process, path);
        return content(PROGRAM_LIMIT).then(bytes -> {
            try {
                return ElfFile.of(bytes)
                        .map(elf -> Found.here(elf, source))
                        .orElseGet(() -> Found.absent("'" + path + "' is no 64-bit program in ELF", source));
            } catch (IllegalArgumentException e) {
                return Found.absent("'" + path + "' is a damaged program: " + e.getMessage(), source);
            }
        });
    }

    private Found<byte[]> content(int limit) {
        String source = source(process, path);
        // A second open through the first one's descriptor: what was looked at is what is read.
        try (Fd file = open(process, path)) {
            if (!KernelFiles.stat(file, source).type().equals("file")) {
                return Found.unobservable("it is no regular file, so lab does not read it", source);
            }
            try (Fd readable = Kernel.get().open(file.path(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK, 0)) {
                byte[] content = KernelFiles.read(readable, source, limit + 1);
                return content.length > limit
                        ? Found.unobservable("it is longer than " + limit + " bytes", source)
                        : Found.here(content, source);
            }
        } catch (ErrnoException refusal) {
            return Found.unobservable(Peek.explained(refusal), source);
        }
    }

    private static Fd open(ProcessView process, String path) throws ErrnoException {
        try (Fd root = Kernel.get().open(process.path("root"), OpenFlags.O_PATH, 0)) {
            return Kernel.get().openat2(root, path, OpenFlags.O_PATH, 0, Resolve.IN_ROOT);
        }
    }

    private static String source(ProcessView process, String path) {
        return process.path("root") + (path.startsWith("/") ? path : '/' + path);
    }

    private static String trimmed(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
