package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts scripts as processes of their own.
 *
 * <p>The script's ELF goes into a sealed memfd and is started with posix_spawn(3). The new process has all signals at their default and
 * none blocked, an empty environment, and the descriptors it was given at 0, 1, 2, ...; what else this JVM has open without
 * close-on-exec is the script's to close, with its first call.
 */
public final class Launcher {

    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int F_DUPFD_CLOEXEC = 1030;

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
        try (var program = SealedFile.of(kernel, script.elf(kernel.arch()))) {
            return spawn(kernel, program.path(), List.of(name), fds, session);
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
        var copies = new ArrayList<Fd>();
        try (var memory = kernel.memory()) {
            var actions = memory.buffer(256).address();
            var attributes = memory.buffer(512).address();
            var pid = memory.buffer(8);
            check("posix_spawn_file_actions_init", path, libc.posix_spawn_file_actions_init(actions));
            check("posix_spawnattr_init", path, libc.posix_spawnattr_init(attributes));
            for (var i = 0; i < fds.size(); i++) {
                var source = fds.get(i).number();
                if (source < fds.size() && source != i) {
                    var copy =
                            Fd.of(kernel.call(Syscall.FCNTL, "F_DUPFD_CLOEXEC", source, F_DUPFD_CLOEXEC, fds.size()));
                    copies.add(copy);
                    source = copy.number();
                }
                check("dup2", path, libc.posix_spawn_file_actions_adddup2(actions, source, i));
            }
            var flags = (short) (SETSIGDEF | SETSIGMASK | (session ? SETSID : 0));
            check("posix_spawnattr_setflags", path, libc.posix_spawnattr_setflags(attributes, flags));
            var all = new byte[128];
            Arrays.fill(all, (byte) 0xff);
            check("setsigdefault", path, libc.posix_spawnattr_setsigdefault(attributes, memory.bytes(all)));
            check(
                    "setsigmask",
                    path,
                    libc.posix_spawnattr_setsigmask(
                            attributes, memory.buffer(128).address()));
            var error = libc.posix_spawn(
                    pid.address(),
                    memory.text(path),
                    actions,
                    attributes,
                    memory.texts(args),
                    memory.texts(List.of()),
                    0);
            libc.posix_spawn_file_actions_destroy(actions);
            libc.posix_spawnattr_destroy(attributes);
            check("posix_spawn", path, error);
            return Child.of(kernel, pid.getInt(0));
        } finally {
            copies.forEach(Fd::close);
        }
    }

    private static void check(String call, String operand, int error) throws ErrnoException {
        if (error != 0) {
            throw new ErrnoException(call, operand, error);
        }
    }
}
