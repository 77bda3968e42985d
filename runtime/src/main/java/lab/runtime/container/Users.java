package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;

/**
 * Looks users and groups up in {@code /etc/passwd} and {@code /etc/group} of a container; passwd(5), group(5). The files are an image's, so
 * they are found by openat2(2) {@code RESOLVE_IN_ROOT}, must be ordinary files, and are read to a limit.
 */
final class Users {

    private static final int LIMIT = 1 << 20;
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 4;

    private final List<Path> roots;

    /**
     * The users of a root file system.
     *
     * @param roots its folders, the uppermost first
     */
    Users(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Finds a user.
     *
     * @throws ContainerException if a name is in none of the files
     */
    UserId find(UserName name) throws IOException {
        if (name.root()) {
            return UserId.ROOT;
        }
        var entry = entry("etc/passwd", PASSWD_FIELDS, name.user());
        if (entry.isEmpty() && !UserName.isNumber(name.user())) {
            throw new ContainerException(
                    "unable to find user " + name.user() + ": no matching entries in /etc/passwd of the image");
        }
        var uid = entry.isPresent() ? UserName.number(entry.get()[2]) : UserName.number(name.user());
        var home = entry.map(e -> e[5]).filter(h -> h.startsWith("/")).orElse("/");
        if (!name.group().isEmpty()) {
            return new UserId(uid, group(name.group()), List.of(), home);
        }
        var gid = entry.isPresent() ? UserName.number(entry.get()[3]) : 0;
        return new UserId(uid, gid, entry.isPresent() ? groupsOf(entry.get()[0], gid) : List.of(), home);
    }

    private int group(String name) throws IOException {
        var entry = entry("etc/group", GROUP_FIELDS, name);
        if (entry.isPresent()) {
            return UserName.number(entry.get()[2]);
        }
        if (UserName.isNumber(name)) {
            return UserName.number(name);
        }
        throw new ContainerException(
                "unable to find group " + name + ": no matching entries in /etc/group of the image");
    }

    private List<Integer> groupsOf(String user, int except) throws IOException {
        var groups = new ArrayList<Integer>();
        for (var fields : entries("etc/group", GROUP_FIELDS)) {
            if (List.of(fields[3].split(",")).contains(user) && UserName.number(fields[2]) != except) {
                groups.add(UserName.number(fields[2]));
            }
        }
        return groups;
    }

    /** The first entry of that name or number. */
    private Optional<String[]> entry(String file, int fields, String nameOrNumber) throws IOException {
        var entries = entries(file, fields);
        for (var key : new int[] {0, 2}) {
            for (var entry : entries) {
                if (entry[key].equals(nameOrNumber)) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    /** Lines with as many fields as they should have, and a number where one belongs. */
    private List<String[]> entries(String file, int count) throws IOException {
        var entries = new ArrayList<String[]>();
        for (var line : read(file).split("\n")) {
            var fields = line.split(":", -1);
            var numbers = fields.length == count && UserName.isNumber(fields[2]);
            if (numbers && (count != PASSWD_FIELDS || UserName.isNumber(fields[3]))) {
                entries.add(fields);
            }
        }
        return entries;
    }

    /** The file as the uppermost folder that has it shows it; nothing if there is none, or if a whiteout says so. */
    private String read(String file) throws IOException {
        for (var root : roots) {
            try (var folder = open(root);
                    var fd = Kernel.get()
                            .openat2(
                                    folder,
                                    file,
                                    OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK,
                                    0,
                                    Resolve.IN_ROOT | Resolve.NO_MAGICLINKS)) {
                var stat = KernelFiles.stat(fd, file);
                if (!stat.type().equals("file") || stat.size() > LIMIT) {
                    throw new ContainerException(
                            "/" + file
                                    + " of the image is no file of 1 MiB at most, so no names are looked up there: use numbers");
                }
                return new String(KernelFiles.read(fd, file, LIMIT), StandardCharsets.UTF_8);
            } catch (ErrnoException e) {
                if (e.is(Errno.ENXIO)) {
                    return "";
                }
                if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                    throw e;
                }
            }
        }
        return "";
    }

    private static Fd open(Path root) throws ErrnoException {
        var flags = OpenFlags.O_PATH | OpenFlags.directory(Arch.current());
        return Kernel.get().open(root.toString(), flags, 0);
    }
}
