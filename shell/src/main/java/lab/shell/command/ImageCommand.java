package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;
import lab.runtime.image.ImageStore;
import lab.shell.screen.Columns;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tidies up images, and says where those of this host come from. */
@Command(
        name = "image",
        description = "Removes images that nobody needs, or says where the files of base come from.",
        footer = {
            "%nimage prune      removes images without a name; with -a also those that no container was made of",
            "image doctor     says of each file of base where on this host it comes from",
            "%nExamples:",
            "  image prune -f",
            "  image doctor"
        })
final class ImageCommand extends BaseCommand {

    /** What the first word can be. */
    static final List<String> ACTIONS = List.of("prune", "doctor");

    @Parameters(index = "0", paramLabel = "ACTION", description = "prune or doctor.")
    private String action = "";

    @Option(
            names = {"-a", "--all"},
            description = "Also images that have a name, but not those of this host.")
    private boolean all;

    @Option(
            names = {"-f", "--force"},
            description = "Does not ask.")
    private boolean force;

    ImageCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        switch (action) {
            case "prune" -> {
                return prune(out);
            }
            case "doctor" -> doctor(out);
            default ->
                throw new IllegalArgumentException(
                        "image knows " + String.join(" and ", ACTIONS) + ", not \"" + action + "\"");
        }
        return 0;
    }

    private int prune(PrintWriter out) throws IOException {
        var lab = session().lab();
        if (!force && lab.settings().interactive()) {
            out.println(lab.say("image.prune.ask"));
            return 1;
        }
        var store = lab.containers().images();
        var used = new ArrayList<Object>();
        for (var reference : RmiCommand.inUse(session())) {
            store.find(reference).map(Image::digest).ifPresent(used::add);
        }
        var removed = new ArrayList<String>();
        for (var image : store.list()) {
            var unwanted = image.name().isEmpty() || all && !HostNames.isOne(image.name());
            if (unwanted && !used.contains(image.digest())) {
                if (image.name().isEmpty()) {
                    store.remove(image.digest());
                    removed.add("deleted: " + image.digest());
                } else {
                    store.untag(image.name());
                    store.remove(image.digest());
                    removed.add("untagged: " + HostNames.familiar(image.name()));
                    removed.add("deleted: " + image.digest());
                }
            }
        }
        var freed = store.collect(RmiCommand.inUse(session()));
        if (!removed.isEmpty()) {
            out.println("Deleted Images:");
            removed.forEach(out::println);
            out.println();
        }
        out.println("Total reclaimed space: " + Sizes.text(freed));
        return 0;
    }

    private void doctor(PrintWriter out) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("FILE", "FROM"));
        var counts = new LinkedHashMap<String, Integer>();
        for (var origin : ImageStore.origins(ImageStore.BASE)) {
            rows.add(List.of("/" + origin.path(), origin.from()));
            counts.merge(origin.kind(), 1, Integer::sum);
        }
        Columns.table(rows).forEach(out::println);
        out.println();
        out.println(text(counts));
        out.println(session().lab().containers().images().get(ImageStore.BASE).digest());
    }

    private static String text(Map<String, Integer> counts) {
        var parts = new ArrayList<String>();
        counts.forEach((kind, count) -> parts.add(kind + ": " + count));
        return String.join(", ", parts);
    }
}
