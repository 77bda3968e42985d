package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.container.ContainerException;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.NamedVolume;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Makes, lists and removes volumes. */
@Command(
        name = "volume",
        description = "Makes, lists and removes volumes: create, ls, inspect, rm, prune.",
        footer = {
            "%nExamples:",
            "  volume create data",
            "  run --rm -v data:/data base touch /data/x",
            "  volume rm data"
        })
final class VolumeCommand extends BaseCommand {

    /** What it can do. */
    static final List<String> ACTIONS = List.of("create", "ls", "inspect", "rm", "prune");

    @Option(
            names = {"-f", "--force"},
            description = "With prune: does not ask. With rm: one that is not there is fine.")
    private boolean force;

    @Option(
            names = {"-a", "--all"},
            description = "With prune: those with a name, too.")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "With ls: only names.")
    private boolean quiet;

    @Option(names = "--format", paramLabel = "json", description = "With ls: a line of JSON for each.")
    private String format = "";

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "With create: a note.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--keep", description = "With create: stays when the shell that made it ends.")
    private boolean keep;

    @Parameters(index = "0", paramLabel = "ACTION", description = "create, ls, inspect, rm or prune.")
    private String action = "";

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Names of volumes.")
    private List<String> names = List.of();

    VolumeCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        return switch (action) {
            case "create" -> create(out);
            case "ls", "list" -> list(out);
            case "inspect" -> inspect(out);
            case "rm", "remove" -> remove(out);
            case "prune" -> prune(out);
            default ->
                throw new IllegalArgumentException("\"" + action + "\" is none of " + String.join(", ", ACTIONS));
        };
    }

    private int create(PrintWriter out) throws IOException {
        if (names.size() > 1) {
            throw new IllegalArgumentException("volume create takes one name at most");
        }
        var notes = new LinkedHashMap<>(labels);
        var place = session().lab().place();
        if (place != null) {
            notes.putAll(place.labels());
        }
        if (keep) {
            notes.put(ContainerSpec.KEEP, "true");
        }
        var name = names.isEmpty() ? "" : names.get(0);
        out.println(session()
                .lab()
                .containers()
                .volumes()
                .create(name, notes, name.isEmpty())
                .name());
        return 0;
    }

    private int list(PrintWriter out) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("DRIVER", "VOLUME NAME"));
        for (var volume : session().lab().containers().volumes().list()) {
            if (format.equals("json")) {
                out.println(JSON.std.asString(shown(volume)));
            } else if (quiet) {
                out.println(volume.name());
            }
            rows.add(List.of("local", volume.name()));
        }
        if (!quiet && !format.equals("json")) {
            Columns.table(rows).forEach(out::println);
        }
        return 0;
    }

    private int inspect(PrintWriter out) throws IOException {
        var found = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            found.add(shown(session().lab().containers().volumes().get(name)));
        }
        out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(found));
        return 0;
    }

    private static Map<String, Object> shown(NamedVolume volume) {
        var json = new LinkedHashMap<String, Object>();
        json.put("CreatedAt", volume.created().toString());
        json.put("Driver", "local");
        json.put("Labels", volume.labels());
        json.put("Mountpoint", volume.folder().toString());
        json.put("Name", volume.name());
        json.put("Scope", "local");
        return json;
    }

    private int remove(PrintWriter out) throws IOException {
        var volumes = session().lab().containers().volumes();
        var failed = 0;
        for (var name : names) {
            if (force && volumes.find(name).isEmpty()) {
                continue;
            }
            try {
                volumes.remove(name);
                out.println(name);
            } catch (ContainerException e) {
                out.flush();
                spec().commandLine().getErr().println("lab volume: " + e.getMessage());
                failed = 1;
            }
        }
        return failed;
    }

    private int prune(PrintWriter out) throws IOException {
        var lab = session().lab();
        if (!force && lab.settings().interactive()) {
            out.println(lab.say("volume.ask"));
            return 1;
        }
        var volumes = lab.containers().volumes();
        var removed = new ArrayList<String>();
        for (var volume : volumes.list()) {
            if ((all || volume.anonymous()) && volumes.users(volume).isEmpty()) {
                volumes.remove(volume.name());
                removed.add(volume.name());
            }
        }
        if (!removed.isEmpty()) {
            out.println("Deleted Volumes:");
            removed.forEach(out::println);
        }
        return 0;
    }
}
