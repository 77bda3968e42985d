package lab.runtime.namespace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Kernel;

/** Chooses the id map of new user namespaces: what this user may map, as wide as possible. */
public final class IdMaps {

    /** Where root's containers get their ids if {@code /etc/subuid} names none for root: far above people's ids and subuid ranges. */
    private static final IdMap.Range ROOT = new IdMap.Range(0, 2_000_000_000, 65536);

    private final Path etc;

    /**
     * Maps as configured in a folder.
     *
     * @param etc usually {@code /etc}
     */
    public IdMaps(Path etc) {
        this.etc = etc;
    }

    /** The map for this process's user. */
    public IdMap choose() throws IOException {
        var kernel = Kernel.get();
        var uid = kernel.geteuid();
        var user = System.getProperty("user.name");
        if (uid == 0) {
            return new IdMap(
                    List.of(range("subuid", "root", 0, 0).orElse(ROOT)),
                    List.of(range("subgid", "root", 0, 0).orElse(ROOT)),
                    false);
        }
        var uids = range("subuid", user, uid, 1);
        var gids = range("subgid", user, uid, 1);
        var ownUid = new IdMap.Range(0, uid, 1);
        var ownGid = new IdMap.Range(0, kernel.getgid(), 1);
        if (uids.isEmpty()
                || gids.isEmpty()
                || helper("newuidmap").isEmpty()
                || helper("newgidmap").isEmpty()) {
            return new IdMap(List.of(ownUid), List.of(ownGid), false);
        }
        return new IdMap(List.of(ownUid, uids.get()), List.of(ownGid, gids.get()), true);
    }

    /**
     * The map of the user namespace that a process is in, as this process sees it; {@code uid_map} in user_namespaces(7).
     *
     * @param process its folder in {@code /proc}
     */
    public static IdMap ofProcess(Path process) throws IOException {
        return new IdMap(ranges(process.resolve("uid_map")), ranges(process.resolve("gid_map")), false);
    }

    private static List<IdMap.Range> ranges(Path file) throws IOException {
        var ranges = new ArrayList<IdMap.Range>();
        for (var line : Files.readAllLines(file)) {
            var fields = line.strip().split(" +");
            ranges.add(new IdMap.Range(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), (int)
                    Math.min(Long.parseLong(fields[2]), Integer.MAX_VALUE)));
        }
        return ranges;
    }

    /** The path of a program that writes maps for ordinary users. */
    public static Optional<String> helper(String name) {
        return List.of("/usr/bin/", "/bin/", "/usr/local/bin/").stream()
                .map(dir -> dir + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    /** The first range of a user in subuid(5) or subgid(5), by name or by number. */
    private Optional<IdMap.Range> range(String file, String user, int uid, int inside) throws IOException {
        var path = etc.resolve(file);
        if (!Files.isReadable(path)) {
            return Optional.empty();
        }
        for (var line : Files.readAllLines(path)) {
            var fields = line.strip().split(":");
            if (fields.length == 3 && (fields[0].equals(user) || fields[0].equals(Integer.toString(uid)))) {
                try {
                    var count = Math.min(Long.parseLong(fields[2]), 65536 - inside);
                    return Optional.of(new IdMap.Range(inside, Integer.parseInt(fields[1]), (int) count));
                } catch (NumberFormatException e) {
                    throw new IOException(path + ": \"" + line + "\" is not USER:START:COUNT", e);
                }
            }
        }
        return Optional.empty();
    }
}
