package lab.runtime.container;

import lab.runtime.kernel.Arch;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;

/**
 * Paths inside a root that is the working directory and not yet the root of the process. They are resolved by the kernel as if it were
 * already, so that no link of an image leads outside; openat2(2) {@code RESOLVE_IN_ROOT}.
 */
final class SafePath {

    private static final long IN_ROOT = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;

    private SafePath() {}

    /** A handle for a place below the working directory. */
    static Result open(ScriptWriter s, String path) {
        return s.openat2(s.fd(OpenFlags.AT_FDCWD), path, OpenFlags.O_PATH | OpenFlags.O_CLOEXEC, 0, IN_ROOT);
    }

    /** A handle for a directory of the image itself: a link in its place is refused. */
    static Result openDirectory(ScriptWriter s, String path) {
        var arch = Arch.current();
        var flags = OpenFlags.O_PATH | OpenFlags.O_CLOEXEC | OpenFlags.directory(arch) | OpenFlags.noFollow(arch);
        return s.openat2(s.fd(OpenFlags.AT_FDCWD), path, flags, 0, IN_ROOT);
    }

    /** Makes a directory or an empty file, with the directories above it, unless it is there. */
    static void make(ScriptWriter s, String path, boolean directory) {
        var parts = path.split("/");
        var parent = s.fd(OpenFlags.AT_FDCWD);
        var soFar = new StringBuilder();
        for (var i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                continue;
            }
            if (parts[i].equals("..")) {
                throw new IllegalArgumentException("a path inside a container has no \"..\": " + path);
            }
            soFar.append(i == 0 ? "" : "/").append(parts[i]);
            if (i < parts.length - 1 || directory) {
                s.mkdirat(parent, parts[i], 0755).mayFail();
            } else {
                var mode = 0100644;
                s.mknodat(parent, parts[i], mode, 0).mayFail();
            }
            if (i < parts.length - 1) {
                parent = open(s, soFar.toString()).value();
            }
        }
    }
}
