package lab.runtime.namespace;

import java.nio.charset.StandardCharsets;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;

/** Opens files below {@code /proc/PID} in a script, where the pid is only known as it runs: slashes make room for its digits. */
public final class ProcFile {

    private static final String SLASHES = "//////////";

    private final ScriptWriter s;
    private final Operand pid;

    /** Files of a process whose pid is a result. */
    public ProcFile(ScriptWriter s, Operand pid) {
        this.s = s;
        this.pid = pid;
    }

    /** Writes the call that opens it, close-on-exec. */
    public Result open(String name, int flags) {
        var prefix = "/proc/" + SLASHES;
        var path = s.bytes((prefix + "/" + name + "\0").getBytes(StandardCharsets.UTF_8), "\"/proc/PID/" + name + "\"");
        s.decimal(path.plus(prefix.length()), pid);
        return s.openat(s.fd(OpenFlags.AT_FDCWD), path, flags | OpenFlags.O_CLOEXEC, 0);
    }
}
