package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.direct.Mount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mounts a file system: mount(2). */
@Command(
        name = "mount",
        description = "Mounts a file system: mount(2), one call. Other options are those of mount(8).",
        footer = {
            "%nExamples:",
            "  mount -t tmpfs -o size=16M tmpfs /mnt",
            "  mount --bind /etc /mnt",
            "  mount --make-shared /mnt"
        })
final class MountCommand extends DirectCommand {

    @Option(
            names = {"-t", "--types"},
            paramLabel = "TYPE",
            description = "The file system's type.")
    private @Nullable String type;

    @Option(
            names = {"-o", "--options"},
            paramLabel = "OPTIONS",
            split = ",",
            description = "Options, with commas between them.")
    private List<String> options = List.of();

    @Option(
            names = {"-r", "--read-only"},
            description = "Read-only.")
    private boolean readOnly;

    @Option(
            names = {"-B", "--bind"},
            description = "A folder or file at a second place.")
    private boolean bind;

    @Option(
            names = {"-R", "--rbind"},
            description = "The same with all that is mounted below.")
    private boolean rbind;

    @Option(names = "--make-private", description = "Mounts below neither come nor go.")
    private boolean makePrivate;

    @Option(names = "--make-rprivate", description = "The same for all mounts below.")
    private boolean makeRprivate;

    @Option(names = "--make-shared", description = "Mounts below come and go.")
    private boolean makeShared;

    @Option(names = "--make-rshared", description = "The same for all mounts below.")
    private boolean makeRshared;

    @Option(names = "--make-slave", description = "Mounts below come and do not go.")
    private boolean makeSlave;

    @Option(names = "--make-rslave", description = "The same for all mounts below.")
    private boolean makeRslave;

    @Parameters(paramLabel = "SOURCE TARGET", arity = "0..2", description = "What, and where.")
    private List<String> paths = List.of();

    MountCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var words = spec().commandLine().getParseResult().originalArgs();
        var changes = changes();
        if (paths.size() == 1 && changes.size() == 1 && words.size() == 2) {
            var kind = Mount.propagation(changes.get(0));
            return kind == null ? passOn(words) : direct(Mount.change(paths.get(0), kind), List.of());
        }
        if (paths.size() != 2) {
            return passOn(words);
        }
        var all = new ArrayList<>(options);
        all.addAll(changes);
        add(all, readOnly, "ro");
        add(all, bind, "bind");
        add(all, rbind, "rbind");
        var mount = Mount.of(type, all, paths.get(0), paths.get(1));
        return mount.complete() ? direct(mount, List.of()) : passOn(words);
    }

    private List<String> changes() {
        var changes = new ArrayList<String>();
        add(changes, makePrivate, "private");
        add(changes, makeRprivate, "rprivate");
        add(changes, makeShared, "shared");
        add(changes, makeRshared, "rshared");
        add(changes, makeSlave, "slave");
        add(changes, makeRslave, "rslave");
        return changes;
    }

    private static void add(List<String> list, boolean wanted, String word) {
        if (wanted) {
            list.add(word);
        }
    }
}
