package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts scripts as processes of their own.
 *
 * <p>The script's ELF goes into a sealed memfd and is started with posix_spawn(3). The new process has all signals at their default and
 * none blocked, an empty environment, and the descriptors it was given at 0, 1, 2, ...; what else this JVM has open without
 * close-on-exec is the script's to close, with its first call.
 */
public final class Launcher {

    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int SIGSET_SIZE = 128;

    private static final int ATTEMPTS = 200;

    private Launcher() {}

    /**
     * Starts a script.
     *
     * @param fds what the process has as 0, 1, 2, and so on; number {@value Script#TRACE_FD} is the trace
     * @param session whether it leads a session of its own, so that keys of this terminal do not reach it
     * @param name what it is called in the process list
     */
    public static Child start(Script script, List<Fd> fds, boolean session, String name) throws ErrnoException {
        var kernel = Kernel.get();
        var elf = script.elf(kernel.arch());
        try (var program = ProgramFile.of(kernel, elf);
                var copies = new Copies(kernel, fds.size())) {
            // The process opens the program after its descriptors are in place, so none of them may take the program's
            // number.
            return spawn(kernel, "/proc/self/fd/" + copies.above(program.number()), List.of(name), fds, session);
        }
    }

    /**
     * Starts a program by its path, in the same way.
     *
     * @param args its arguments, the first one its name
     */
    public static Child start(String path, List<String> args, List<Fd> fds, boolean session) throws ErrnoException {
        return spawn(Kernel.get(), path, args, fds, session);
    }

    private static Child spawn(Kernel kernel, String path, List<String> args, List<Fd> fds, boolean session)
            throws ErrnoException {
        var libc = kernel.libc();
        try (var memory = kernel.memory();
                var copies = new Copies(kernel, fds.size())) {
            var actions = memory.buffer(256).address();
            var attributes = memory.buffer(512).address();
            var pid = memory.buffer(8);
            check("posix_spawn_file_actions_init", path, libc.initFileActions(actions));
            check("posix_spawnattr_init", path, libc.initAttributes(attributes));
            for (var i = 0; i < fds.size(); i++) {
                var number = fds.get(i).number();
                var source = number == i ? i : copies.above(number);
                check("dup2", path, libc.addDup2(actions, source, i));
            }
            var flags = SETSIGDEF | SETSIGMASK | (session ? SETSID : 0);
            check("posix_spawnattr_setflags", path, libc.setFlags(attributes, flags));
            var all = new byte[SIGSET_SIZE];
            Arrays.fill(all, (byte) 0xff);
            check("setsigdefault", path, libc.setDefaultSignals(attributes, memory.bytes(all)));
            var none = memory.buffer(SIGSET_SIZE).address();
            check("setsigmask", path, libc.setSignalMask(attributes, none));
            var argv = memory.texts(args);
            var envp = memory.texts(List.of());
            var file = memory.text(path);
            var error = libc.spawn(pid.address(), file, actions, attributes, argv, envp);
            for (var i = 1; error == Errno.ETXTBSY.number() && i < ATTEMPTS; i++) {
                waitForOtherForks();
                error = libc.spawn(pid.address(), file, actions, attributes, argv, envp);
            }
            libc.destroyFileActions(actions);
            libc.destroyAttributes(attributes);
            check("posix_spawn", path, error);
            return Child.of(kernel, pid.getInt(0));
        }
    }

    /**
     * A process that another thread of this JVM just forked has copies of all descriptors until it calls execve(2), also of the one the
     * program was written through; as long as it is there the program is busy.
     */
    private static void waitForOtherForks() {
        LockSupport.parkNanos(500_000);
    }

    private static void check(String call, String operand, int error) throws ErrnoException {
        if (error != 0) {
            throw new ErrnoException(call, operand, error);
        }
    }

    /** Descriptors moved out of the way of those that a process is given. */
    private static final class Copies implements AutoCloseable {

        private final Kernel kernel;
        private final int limit;
        private final List<Fd> fds = new ArrayList<>();

        Copies(Kernel kernel, int limit) {
            this.kernel = kernel;
            this.limit = limit;
        }

        /** The descriptor's number, or that of a copy, not below the limit. */
        int above(int number) throws ErrnoException {
            if (number >= limit) {
                return number;
            }
            var copy = Fd.of(kernel.call(Syscall.FCNTL, "F_DUPFD_CLOEXEC", number, F_DUPFD_CLOEXEC, limit));
            fds.add(copy);
            return copy.number();
        }

        @Override
        public void close() {
            fds.forEach(Fd::close);
        }
    }
}
