package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Trace;
import lab.runtime.namespace.IdMap;

/**
 * Makes a user namespace with an id map and no process in it, for the id-mapped copies of layers. A JVM cannot unshare(2) one itself,
 * since it has many threads, so a script does and is ended as soon as the namespace is held by a descriptor.
 */
final class UserNamespaces {

    private UserNamespaces() {}

    static Fd create(IdMap map) throws IOException {
        var kernel = Kernel.get();
        var script = script();
        var ready = kernel.pipe();
        var stay = kernel.pipe();
        try (var file = kernel.memfd("lab-userns")) {
            var trace = Trace.create(file, script);
            var fds = List.of(stay.get(0), ready.get(1), ready.get(1), file);
            try (var child = Launcher.start(script, fds, false, "lab-userns")) {
                ready.get(1).close();
                try {
                    if (kernel.read(ready.get(0), new byte[1]) == 0) {
                        throw new ContainerException("no user namespace could be made: " + Failures.of(script, trace));
                    }
                    var proc = Path.of("/proc", Integer.toString(child.pid()));
                    write(proc.resolve("gid_map"), IdMap.text(map.gids()));
                    write(proc.resolve("uid_map"), IdMap.text(map.uids()));
                    return kernel.open(proc.resolve("ns/user").toString(), OpenFlags.O_RDONLY, 0);
                } finally {
                    stay.get(1).close();
                    child.await();
                }
            }
        } finally {
            ready.forEach(Fd::close);
            stay.forEach(Fd::close);
        }
    }

    /** The process ends when this JVM lets go of the pipe, be it by its own end. */
    private static Script script() {
        var s = new ScriptWriter();
        s.closeRange(Script.TRACE_FD, 4);
        s.unshare(CloneFlags.CLONE_NEWUSER);
        s.write(s.number(1), "!");
        s.read(s.number(0), s.buffer(8, "&byte"), 1);
        s.exitGroup(s.number(0));
        return s.script();
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
