package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.image.Digest;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;
import lab.runtime.image.ImageStore;
import lab.shell.screen.Columns;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/** Lists images. */
@Command(
        name = "images",
        description = "Lists images.",
        footer = {
            "%nSIZE is what an image's layers take, OWN what no other image here shares.",
            "%nExamples:",
            "  images",
            "  images --tree"
        })
final class ImagesCommand extends BaseCommand {

    private static final String NONE = "<none>";

    @Option(
            names = {"-a", "--all"},
            description = "With the one that workbenches are made of.")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints ids only.")
    private boolean quiet;

    @Option(names = "--digests", description = "With the digests of manifests.")
    private boolean digests;

    @Option(names = "--no-trunc", description = "Whole ids.")
    private boolean whole;

    @Option(names = "--tree", description = "Shows which layers images share.")
    private boolean tree;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json prints a line of JSON for each.")
    private String format = "";

    ImagesCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!format.isEmpty() && !format.equals("json")) {
            throw new IllegalArgumentException("--format knows json only, not \"" + format + "\"");
        }
        var store = session().lab().containers().images();
        store.get(ImageStore.BASE);
        var images = new ArrayList<Image>();
        for (var image : store.list()) {
            if (all || !image.name().equals(ImageStore.WORKBENCH)) {
                images.add(image);
            }
        }
        images.sort(Comparator.comparing(Image::created).reversed().thenComparing(Image::name));
        if (tree) {
            new LayerTree(images).lines().forEach(out::println);
        } else if (quiet) {
            images.stream().map(this::id).distinct().forEach(out::println);
        } else if (!format.isEmpty()) {
            for (var image : images) {
                out.println(JSON.std.asString(json(image)));
            }
        } else {
            Columns.table(rows(images, store.ownSizes())).forEach(out::println);
        }
        return 0;
    }

    private String id(Image image) {
        return whole ? image.id().toString() : image.id().shortHex();
    }

    private List<List<String>> rows(List<Image> images, Map<Digest, Long> own) throws IOException {
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "OWN"));
        if (digests) {
            head.add(2, "DIGEST");
        }
        rows.add(head);
        for (var image : images) {
            var row = new ArrayList<String>();
            row.add(repository(image));
            row.add(tag(image));
            if (digests) {
                row.add(image.digest().toString());
            }
            row.add(id(image));
            row.add(image.created().equals(Instant.EPOCH) ? "N/A" : StatusText.ago(image.created()));
            row.add(Sizes.text(image.size()));
            row.add(Sizes.text(own.getOrDefault(image.digest(), image.size())));
            rows.add(row);
        }
        return rows;
    }

    private static String repository(Image image) throws IOException {
        return image.name().isEmpty() ? NONE : HostNames.repository(image.name());
    }

    private static String tag(Image image) throws IOException {
        return HostNames.tag(image.name()).orElse(NONE);
    }

    private static Map<String, Object> json(Image image) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("Repository", repository(image));
        json.put("Tag", tag(image));
        json.put("ID", image.id().toString());
        json.put("Digest", image.digest().toString());
        json.put("CreatedAt", image.created().toString());
        json.put("Size", image.size());
        json.put("Layers", image.config().diffIds().size());
        return json;
    }
}
