package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.image.ImageStore;
import lab.shell.screen.Columns;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Command;

/** Lists images. */
@Command(
        name = "images",
        description = "Lists images.",
        footer = {"%nExample:", "  images"})
final class ImagesCommand extends BaseCommand {

    ImagesCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "IMAGE ID", "SIZE", "LAYERS"));
        var store = session().lab().containers().images();
        store.open(ImageStore.BASE);
        for (var image : store.list()) {
            if (!image.name().equals(ImageStore.WORKBENCH)) {
                var id = image.id().shortHex();
                rows.add(List.of(
                        image.name(),
                        id,
                        Sizes.text(image.size()),
                        "" + image.layers().size()));
            }
        }
        Columns.table(rows).forEach(out::println);
        return 0;
    }
}
