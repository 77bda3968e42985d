package lab.runtime.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The system calls this JVM makes itself. All of them return at once or only wait for what their arguments say, and none changes what all
 * threads share: whatever needs a process of its own is a {@link Script}.
 *
 * <p>Names and arguments are those of section 2 of the manual; a call that fails throws {@link ErrnoException}.
 */
public final class Kernel {

    private static final int POLLIN = 1;
    private static final int MFD_CLOEXEC = 1;

    private static final class Holder {
        static final Kernel INSTANCE = new Kernel();
    }

    private final Arch arch = Arch.current();
    private final LibC libc = new LibC();

    private Kernel() {
        letChildrenBeWaitedFor();
    }

    /** The kernel this JVM runs on. */
    public static Kernel get() {
        return Holder.INSTANCE;
    }

    /** The architecture it runs on. */
    public Arch arch() {
        return arch;
    }

    LibC libc() {
        return libc;
    }

    Native memory() {
        return new Native();
    }

    /** Makes a call; the operand is for the message only. */
    long call(Syscall syscall, String operand, long... args) throws ErrnoException {
        var result = raw(syscall, args);
        if (result < 0) {
            throw new ErrnoException(syscall.call(), operand, (int) -result);
        }
        return result;
    }

    /** Makes a call; the result of one that fails is the negated error number. */
    long raw(Syscall syscall, long... a) {
        return libc.syscall(syscall.number(arch), at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5));
    }

    private static long at(long[] args, int index) {
        return index < args.length ? args[index] : 0;
    }

    /**
     * A JVM may be started with {@code SIGCHLD} ignored; then children vanish without their exit code. The JDK does the same before it
     * starts its first process.
     */
    private void letChildrenBeWaitedFor() {
        try (var memory = memory()) {
            raw(Syscall.RT_SIGACTION, ProcessCalls.SIGCHLD, memory.bytes(Structs.longs(0, 0, 0, 0)), 0, 8);
        }
    }

    /** openat(2) from the working directory, close-on-exec. */
    public Fd open(String path, int flags, int mode) throws ErrnoException {
        try (var memory = memory()) {
            return Fd.of(call(
                    Syscall.OPENAT, path, OpenFlags.AT_FDCWD, memory.text(path), flags | OpenFlags.O_CLOEXEC, mode));
        }
    }

    /** openat2(2): resolves a path below a directory as {@link Resolve} says, close-on-exec. */
    public Fd openat2(Fd dir, String path, long flags, int mode, long resolve) throws ErrnoException {
        var how = Structs.openHow(flags | OpenFlags.O_CLOEXEC, mode, resolve);
        try (var memory = memory()) {
            return Fd.of(call(Syscall.OPENAT2, path, dir.number(), memory.text(path), memory.bytes(how), how.length));
        }
    }

    /** mkdirat(2). */
    public void mkdirat(Fd dir, String path, int mode) throws ErrnoException {
        try (var memory = memory()) {
            call(Syscall.MKDIRAT, path, dir.number(), memory.text(path), mode);
        }
    }

    /** mkdirat(2) of a path; the umask takes nothing away from the mode. */
    public void mkdir(String path, int mode) throws ErrnoException {
        try (var memory = memory()) {
            var address = memory.text(path);
            call(Syscall.MKDIRAT, path, OpenFlags.AT_FDCWD, address, mode);
            call(Syscall.FCHMODAT, path, OpenFlags.AT_FDCWD, address, mode);
        }
    }

    /** mkdirat(2) of a path, with the usual mode and umask, unless it is there. */
    public void mkdirIfMissing(String path) throws ErrnoException {
        try (var memory = memory()) {
            var error = raw(Syscall.MKDIRAT, OpenFlags.AT_FDCWD, memory.text(path), 0777);
            if (error < 0 && error != -Errno.EEXIST.number()) {
                throw new ErrnoException("mkdir", path, (int) -error);
            }
        }
    }

    /** fchownat(2) of the descriptor itself. */
    public void fchown(Fd fd, int uid, int gid) throws ErrnoException {
        try (var memory = memory()) {
            call(Syscall.FCHOWNAT, "", fd.number(), memory.text(""), uid, gid, OpenFlags.AT_EMPTY_PATH);
        }
    }

    /** mknodat(2); the mode holds the type, too. */
    public void mknodat(Fd dir, String path, int mode, long device) throws ErrnoException {
        try (var memory = memory()) {
            call(Syscall.MKNODAT, path, dir.number(), memory.text(path), mode, device);
        }
    }

    /** fchmodat(2). */
    public void fchmodat(Fd dir, String path, int mode) throws ErrnoException {
        try (var memory = memory()) {
            call(Syscall.FCHMODAT, path, dir.number(), memory.text(path), mode);
        }
    }

    /** fchownat(2) of a path below a directory, symbolic links not followed. */
    public void fchownat(Fd dir, String path, int uid, int gid) throws ErrnoException {
        try (var memory = memory()) {
            call(Syscall.FCHOWNAT, path, dir.number(), memory.text(path), uid, gid, OpenFlags.AT_SYMLINK_NOFOLLOW);
        }
    }

    /** fchownat(2) of a path, symbolic links not followed. */
    public void lchown(String path, int uid, int gid) throws ErrnoException {
        try (var memory = memory()) {
            call(
                    Syscall.FCHOWNAT,
                    path,
                    OpenFlags.AT_FDCWD,
                    memory.text(path),
                    uid,
                    gid,
                    OpenFlags.AT_SYMLINK_NOFOLLOW);
        }
    }

    /** read(2) into an array; 0 is the end. */
    public int read(Fd fd, byte[] into) throws ErrnoException {
        try (var memory = memory()) {
            var buffer = memory.buffer(into.length);
            var n = (int) call(Syscall.READ, "descriptor " + fd.number(), fd.number(), buffer.address(), into.length);
            buffer.read(into, n);
            return n;
        }
    }

    /** write(2) of all the bytes. */
    public void write(Fd fd, byte[] bytes) throws ErrnoException {
        try (var memory = memory()) {
            var address = memory.bytes(bytes);
            var done = 0L;
            while (done < bytes.length) {
                done += call(
                        Syscall.WRITE, "descriptor " + fd.number(), fd.number(), address + done, bytes.length - done);
            }
        }
    }

    /** geteuid(2). */
    public int geteuid() {
        return (int) raw(Syscall.GETEUID);
    }

    /** getgid(2). */
    public int getgid() {
        return (int) raw(Syscall.GETGID);
    }

    /** kill(2). */
    public void kill(int pid, int signal) throws ErrnoException {
        call(Syscall.KILL, "process " + pid, pid, signal);
    }

    /** waitid(2) of a process that has ended, so that it does not stay as a zombie; one that is not ours is its parent's to wait for. */
    public void reap(int pid) {
        raw(Syscall.WAITID, ProcessCalls.P_PID, pid, 0, ProcessCalls.WEXITED | ProcessCalls.WALL | 1);
    }

    /** pidfd_open(2). */
    public Fd pidfdOpen(int pid) throws ErrnoException {
        return Fd.of(call(Syscall.PIDFD_OPEN, "process " + pid, pid, 0));
    }

    /** pidfd_getfd(2): a copy of another process's descriptor, close-on-exec. */
    public Fd pidfdGetfd(Fd pidfd, int number) throws ErrnoException {
        return Fd.of(call(Syscall.PIDFD_GETFD, "descriptor " + number, pidfd.number(), number, 0));
    }

    /** pidfd_send_signal(2). */
    public void pidfdSendSignal(Fd pidfd, int signal) throws ErrnoException {
        call(Syscall.PIDFD_SEND_SIGNAL, "signal " + signal, pidfd.number(), signal, 0, 0);
    }

    /** flock(2); the operation 2 is exclusive, 4 added does not wait. False if another holds it. */
    public boolean flock(Fd fd, int operation) throws ErrnoException {
        var result = raw(Syscall.FLOCK, fd.number(), operation);
        while (result == -Errno.EINTR.number()) {
            result = raw(Syscall.FLOCK, fd.number(), operation);
        }
        if (result == -Errno.EAGAIN.number()) {
            return false;
        }
        if (result < 0) {
            throw new ErrnoException("flock", "", (int) -result);
        }
        return true;
    }

    /**
     * Waits with ppoll(2) until one of the descriptors is ready or hung up.
     *
     * @param millis how long at most; negative is without end
     * @return for each descriptor the events that came, {@code POLLIN} 1, {@code POLLHUP} 16
     */
    public int[] poll(int[] fds, int events, long millis) throws ErrnoException {
        try (var memory = memory()) {
            var polls = memory.buffer(8 * fds.length);
            for (var i = 0; i < fds.length; i++) {
                polls.putInt(8 * i, fds[i]);
                polls.putInt(8 * i + 4, events);
            }
            var time = millis < 0 ? 0 : memory.bytes(Structs.timespec(millis / 1000, millis % 1000 * 1_000_000));
            var result = raw(Syscall.PPOLL, polls.address(), fds.length, time, 0, 8);
            if (result < 0 && result != -Errno.EINTR.number()) {
                throw new ErrnoException("ppoll", "", (int) -result);
            }
            var ready = new int[fds.length];
            for (var i = 0; i < fds.length && result > 0; i++) {
                ready[i] = polls.getInt(8 * i + 4) >>> 16;
            }
            return ready;
        }
    }

    /**
     * Waits until a descriptor can be read or hangs up; a signal to this JVM cuts a ppoll(2) short, but not the time.
     *
     * @param millis how long at most; negative is without end
     * @return whether it came in time
     */
    public boolean await(Fd fd, long millis) throws ErrnoException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        var left = millis;
        while (poll(new int[] {fd.number()}, POLLIN, left)[0] == 0) {
            left = millis < 0 ? millis : (end - System.nanoTime()) / 1_000_000;
            if (millis >= 0 && left <= 0) {
                return false;
            }
        }
        return true;
    }

    /** memfd_create(2), close-on-exec: a file in memory that is gone with its last descriptor. */
    public Fd memfd(String name) throws ErrnoException {
        try (var memory = memory()) {
            return Fd.of(call(Syscall.MEMFD_CREATE, name, memory.text(name), MFD_CLOEXEC));
        }
    }

    /** pipe2(2), close-on-exec: first the end to read from, then the end to write to. */
    public List<Fd> pipe() throws ErrnoException {
        try (var memory = memory()) {
            var ends = memory.buffer(8);
            call(Syscall.PIPE2, "", ends.address(), OpenFlags.O_CLOEXEC);
            return List.of(Fd.of(ends.getInt(0)), Fd.of(ends.getInt(4)));
        }
    }

    /** ioctl(2) with an argument of some bytes, which the call may change. */
    public byte[] ioctl(Fd fd, long request, byte[] argument) throws ErrnoException {
        try (var memory = memory()) {
            var buffer = memory.buffer(argument.length);
            buffer.write(argument);
            call(Syscall.IOCTL, "request 0x" + Long.toHexString(request), fd.number(), request, buffer.address());
            var result = new byte[argument.length];
            buffer.read(result, result.length);
            return result;
        }
    }
}
