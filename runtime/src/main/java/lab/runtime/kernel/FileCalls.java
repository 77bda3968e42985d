package lab.runtime.kernel;

/** Calls about files and file descriptors. */
public interface FileCalls extends Calls {

    /** A file descriptor as an argument; {@link OpenFlags#AT_FDCWD} is shown by name. */
    default Operand fd(int fd) {
        return fd == OpenFlags.AT_FDCWD ? named(fd, "AT_FDCWD") : number(fd);
    }

    /** openat(2). */
    default Result openat(Operand dir, Operand path, long flags, int mode) {
        return call(Syscall.OPENAT, dir, path, named(flags, OpenFlags.names(flags)), octal(mode))
                .about(about(path));
    }

    /** openat(2) of a path that starts at the root. */
    default Result open(String path, long flags) {
        return openat(fd(OpenFlags.AT_FDCWD), text(path), flags, 0);
    }

    /** openat2(2) with its {@code RESOLVE_*} flags. */
    default Result openat2(Operand dir, String path, long flags, int mode, long resolve) {
        var how = Structs.openHow(flags, mode, resolve);
        var shown = "{" + OpenFlags.names(flags) + ", " + Resolve.names(resolve) + "}";
        return call(Syscall.OPENAT2, dir, text(path), bytes(how, shown), number(how.length))
                .about(path);
    }

    /** close(2). */
    default Result close(Operand fd) {
        return call(Syscall.CLOSE, fd);
    }

    /** close_range(2); the flag 4 sets close-on-exec instead, 2 unshares the table first. */
    default Result closeRange(int first, int flags) {
        var names = new FlagNames().with(2, "CLOSE_RANGE_UNSHARE").with(4, "CLOSE_RANGE_CLOEXEC");
        return call(Syscall.CLOSE_RANGE, number(first), named(0xffffffffL, "~0"), named(flags, names.of(flags)));
    }

    /** dup3(2). */
    default Result dup3(Operand from, Operand to, int flags) {
        return call(Syscall.DUP3, from, to, named(flags, OpenFlags.names(flags).replace("O_RDONLY", "0")));
    }

    /** dup3(2), unless both are the same. */
    default Result dup3(Operand from, int to) {
        return dup3(from, number(to), 0);
    }

    /** read(2). */
    default Result read(Operand fd, Operand.Address buffer, int size) {
        return call(Syscall.READ, fd, buffer, number(size));
    }

    /** write(2) of a text. */
    default Result write(Operand fd, String text) {
        return call(Syscall.WRITE, fd, text(text), number(Structs.utf8(text).length));
    }

    /** write(2) of a buffer. */
    default Result write(Operand fd, Operand buffer, Operand size) {
        return call(Syscall.WRITE, fd, buffer, size);
    }

    /** mkdirat(2). */
    default Result mkdirat(Operand dir, String path, int mode) {
        return call(Syscall.MKDIRAT, dir, text(path), octal(mode));
    }

    /** mknodat(2); the mode holds the type, too. */
    default Result mknodat(Operand dir, String path, int mode, long device) {
        return call(Syscall.MKNODAT, dir, text(path), octal(mode), number(device));
    }

    /** symlinkat(2). */
    default Result symlinkat(String target, Operand dir, String path) {
        return call(Syscall.SYMLINKAT, text(target), dir, text(path));
    }

    /** unlinkat(2). */
    default Result unlinkat(Operand dir, String path, int flags) {
        return call(Syscall.UNLINKAT, dir, text(path), named(flags, OpenFlags.atNames(flags)));
    }

    /** linkat(2). */
    default Result linkat(Operand dir, String path, Operand newDir, String newPath, int flags) {
        return call(Syscall.LINKAT, dir, text(path), newDir, text(newPath), named(flags, OpenFlags.atNames(flags)));
    }

    /** sendfile(2) from where the input stands. */
    default Result sendfile(Operand to, Operand from, long count) {
        return call(Syscall.SENDFILE, to, from, none(), number(count));
    }

    /** fchownat(2). */
    default Result fchownat(Operand dir, String path, int uid, int gid, int flags) {
        return call(
                Syscall.FCHOWNAT, dir, text(path), number(uid), number(gid), named(flags, OpenFlags.atNames(flags)));
    }

    /** fchmodat(2). */
    default Result fchmodat(Operand dir, String path, int mode) {
        return call(Syscall.FCHMODAT, dir, text(path), octal(mode));
    }

    /** readlinkat(2). */
    default Result readlinkat(Operand dir, Operand path, Operand.Address buffer, int size) {
        return call(Syscall.READLINKAT, dir, path, buffer, number(size));
    }

    /** statx(2). */
    default Result statx(Operand dir, Operand path, int flags, long mask, Operand.Address buffer) {
        return call(
                Syscall.STATX,
                dir,
                path,
                named(flags, OpenFlags.atNames(flags)),
                named(mask, "0x" + Long.toHexString(mask)),
                buffer);
    }

    /** fstatfs(2). */
    default Result fstatfs(Operand fd, Operand.Address buffer) {
        return call(Syscall.FSTATFS, fd, buffer);
    }

    /** ioctl(2). */
    default Result ioctl(Operand fd, long request, String shown, Operand argument) {
        return call(Syscall.IOCTL, fd, named(request, shown), argument);
    }

    /** fcntl(2) {@code F_SETFD FD_CLOEXEC}. */
    default Result closeOnExec(Operand fd) {
        return call(Syscall.FCNTL, fd, named(2, "F_SETFD"), named(1, "FD_CLOEXEC"));
    }

    /** pipe2(2); both ends are written to the buffer, 32 bits each. */
    default Result pipe2(Operand.Address ends, int flags) {
        return call(Syscall.PIPE2, ends, named(flags, OpenFlags.names(flags).replace("O_RDONLY", "0")));
    }

    /** eventfd2(2). */
    default Result eventfd2(int start, int flags) {
        return call(Syscall.EVENTFD2, number(start), number(flags)).about("eventfd");
    }

    /** umask(2). */
    default Result umask(int mask) {
        return call(Syscall.UMASK, octal(mask));
    }

    /** A mode as it is usually written. */
    private Operand octal(int mode) {
        return named(mode, mode == 0 ? "0" : "0" + Integer.toOctalString(mode));
    }
}
