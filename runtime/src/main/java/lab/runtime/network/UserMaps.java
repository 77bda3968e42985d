package lab.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;

/** Writes the id maps of a process that has just made itself a user namespace. */
final class UserMaps {

    private UserMaps() {}

    static void write(int pid, IdMap map) throws IOException {
        if (map.helper()) {
            help("newuidmap", pid, map.uids());
            help("newgidmap", pid, map.gids());
            return;
        }
        var process = Path.of("/proc", Integer.toString(pid));
        Files.writeString(process.resolve("setgroups"), "deny");
        Files.writeString(process.resolve("gid_map"), IdMap.text(map.gids()));
        Files.writeString(process.resolve("uid_map"), IdMap.text(map.uids()));
    }

    private static void help(String program, int pid, List<IdMap.Range> ranges) throws IOException {
        var args = new ArrayList<>(List.of(program, Integer.toString(pid)));
        for (var range : ranges) {
            args.add(Integer.toString(range.inside()));
            args.add(Integer.toString(range.outside()));
            args.add(Integer.toString(range.count()));
        }
        var path = IdMaps.helper(program).orElse("/usr/bin/" + program);
        try (Fd none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start(path, args, List.of(none, none, none), false)) {
            if (child.await().exitCode() != 0) {
                throw new NetworkException(program + " refused the id ranges of /etc/subuid and /etc/subgid");
            }
        }
    }
}
