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

    private static final int SIGKILL = 9;

    private UserNamespaces() {}

    static Fd create(IdMap map, Path folder) throws IOException {
        var kernel = Kernel.get();
        var s = new ScriptWriter();
        s.closeRange(Script.TRACE_FD, 4);
        s.unshare(CloneFlags.CLONE_NEWUSER);
        s.write(s.number(1), "!");
        s.pause();
        var script = s.script();
        var file = Files.createTempFile(folder, "userns", "");
        Files.delete(file);
        Trace.create(file, script);
        try (var trace = kernel.open(file.toString(), OpenFlags.O_RDWR, 0);
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var pipe = kernel.pipe();
            try (var in = pipe.get(0);
                    var out = pipe.get(1);
                    var child = Launcher.start(script, List.of(none, out, none, trace), false, "lab-userns")) {
                try {
                    out.close();
                    if (kernel.read(in, new byte[1]) == 0) {
                        throw new ContainerException(
                                "a user namespace could not be made: " + Failures.of(script, Trace.open(file)));
                    }
                    var proc = Path.of("/proc", Integer.toString(child.pid()));
                    write(proc.resolve("gid_map"), IdMap.text(map.gids()));
                    write(proc.resolve("uid_map"), IdMap.text(map.uids()));
                    return kernel.open(proc.resolve("ns/user").toString(), OpenFlags.O_RDONLY, 0);
                } finally {
                    child.signal(SIGKILL);
                    child.await();
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
