package lab.runtime.container;

import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Trace;

/** Why a command could not be executed, from the execve(2) calls that were tried. */
final class ExecFailure {

    private ExecFailure() {}

    /** Whether the script came to its end without a successful execve(2). */
    static boolean happened(Trace trace, TraceMap map) {
        return trace.outcome(map.endExec() - 1).isPresent();
    }

    /** 127 if no such program is there, else 126. */
    static int exitCode(Trace trace, TraceMap map) {
        return error(trace, map) == Errno.ENOENT.number() ? ExecCalls.NOT_FOUND : ExecCalls.NOT_EXECUTABLE;
    }

    /** The error that tells most: one that is not "no such file", if there is any. */
    static int error(Trace trace, TraceMap map) {
        for (var call = map.firstExec(); call < map.endExec(); call++) {
            var error = trace.outcome(call).map(o -> o.error().orElse(0)).orElse(0);
            if (error != 0 && error != Errno.ENOENT.number() && error != Errno.ENOTDIR.number()) {
                return error;
            }
        }
        return Errno.ENOENT.number();
    }

    /** An error of execve(2) in words. */
    static String reason(int error) {
        var errno = Errno.of(error);
        if (errno.isPresent() && errno.get() == Errno.EACCES) {
            return "permission denied: it is a folder, or its mode has no x (EACCES)";
        }
        if (errno.isPresent() && errno.get() == Errno.ENOEXEC) {
            return "it is no program of this machine, and no script with #! in its first line (ENOEXEC)";
        }
        return Errno.nameOf(error) + errno.map(e -> " (" + e.text() + ")").orElse("");
    }
}
