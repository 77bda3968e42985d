package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.container.ContainerException;
import lab.runtime.image.Image;
import lab.runtime.image.LayerChanges;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is known of containers and images, as JSON. */
@Command(
        name = "inspect",
        description = "Shows what is known of containers and images, as JSON.",
        footer = {
            "%nWith --layers: what each layer of an image adds (A), changes (C) and hides (D).",
            "%nExamples:",
            "  inspect box",
            "  inspect --layers base"
        })
final class InspectCommand extends BaseCommand {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names or ids of containers or images.")
    private List<String> names = List.of();

    @Option(names = "--layers", description = "The layers of images, as a list.")
    private boolean layers;

    InspectCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        if (layers) {
            for (var name : names) {
                layers(containers.images().open(name), out);
            }
            return 0;
        }
        var objects = new ArrayList<Object>();
        for (var name : names) {
            var container = containers.find(name);
            if (container.isPresent()) {
                var object = ContainerJson.object(container.get());
                object.put("NetworkSettings", ContainerJson.networks(containers.networks(), container.get()));
                objects.add(object);
            } else {
                var image = containers.images().find(name);
                if (image.isEmpty()) {
                    throw new ContainerException("no such container or image: " + name, 1, null);
                }
                objects.add(ImageJson.object(image.get()));
            }
        }
        out.println(ContainerJson.pretty(objects));
        return 0;
    }

    private static void layers(Image image, PrintWriter out) throws IOException {
        var changes = LayerChanges.of(image);
        for (var i = 0; i < changes.size(); i++) {
            var layer = changes.get(i);
            out.println("layer " + (i + 1) + "  "
                    + image.config().diffIds().get(i).shortHex() + "  "
                    + Sizes.text(image.manifest().layers().get(i).size()) + "  "
                    + count(layer, LayerChanges.Kind.ADDED) + " added, "
                    + count(layer, LayerChanges.Kind.CHANGED) + " changed, "
                    + count(layer, LayerChanges.Kind.HIDDEN) + " hidden");
            for (var change : layer) {
                out.println("  " + letter(change.kind()) + " " + change.path()
                        + (change.size() > 0 ? "  " + Sizes.text(change.size()) : ""));
            }
        }
    }

    private static long count(List<LayerChanges.Change> layer, LayerChanges.Kind kind) {
        return layer.stream().filter(change -> change.kind() == kind).count();
    }

    private static String letter(LayerChanges.Kind kind) {
        return switch (kind) {
            case ADDED -> "A";
            case CHANGED -> "C";
            case HIDDEN -> "D";
        };
    }
}
