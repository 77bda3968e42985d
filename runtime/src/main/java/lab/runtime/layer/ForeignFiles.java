package lab.runtime.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Errand;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMapCalls;

/**
 * Files of an ordinary user's that shall belong to others of his ids: only root of a user namespace may give them away. A script becomes
 * that, takes the folder as its root, so that no link leads out of it, and does so for some hundred files at a time.
 */
final class ForeignFiles {

    private static final int BATCH = 200;
    private static final long MILLIS = 60_000;

    /** A file, and a mode of -1 for a link, which has none. */
    private record File(byte[] path, int uid, int gid, int mode) {}

    private final List<File> files = new ArrayList<>();

    void add(String path, int uid, int gid, int mode) {
        files.add(new File(EntryName.bytes("/" + path + "\0"), uid, gid, mode));
    }

    void set(String folder, IdMap map) throws IOException {
        for (var from = 0; from < files.size(); from += BATCH) {
            var batch = files.subList(from, Math.min(files.size(), from + BATCH));
            Errand.run(script(folder, map, batch), List.of(), "lab-chown", MILLIS);
        }
    }

    private static Script script(String folder, IdMap map, List<File> batch) {
        var s = new ScriptWriter();
        var child = s.label("child");
        var gate = s.buffer(8, "gate");
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        s.closeRange(Script.TRACE_FD, 4);
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        var clone = s.clone(CloneFlags.CLONE_NEWUSER).onZero(child);
        new IdMapCalls(s, clone).write(map, false);
        s.write(gate.plus(4).load32(), "!");
        s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(child);
        s.read(gate.load32(), s.buffer(8, "&byte"), 1);
        s.setresgid(0);
        s.setresuid(0);
        s.call(Syscall.CHROOT, s.text(folder));
        s.chdir("/");
        for (var file : batch) {
            var shown = "\"" + TarEntry.shown(Arrays.copyOf(file.path, file.path.length - 1)) + "\"";
            var path = s.bytes(file.path, shown);
            s.call(
                    Syscall.FCHOWNAT,
                    s.fd(OpenFlags.AT_FDCWD),
                    path,
                    s.number(file.uid),
                    s.number(file.gid),
                    s.number(OpenFlags.AT_SYMLINK_NOFOLLOW));
            if (file.mode >= 0) {
                s.call(Syscall.FCHMODAT, s.fd(OpenFlags.AT_FDCWD), path, s.number(file.mode));
            }
        }
        s.exitGroup(s.number(0));
        return s.script();
    }
}
