package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.runtime.image.ImageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives an image one more name. */
@Command(
        name = "tag",
        description = "Gives an image one more name.",
        footer = {"%nExample:", "  tag base 127.0.0.1:5000/base:1"})
final class TagCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "Its name or id.")
    private String image = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The new name, as NAME, NAME:TAG or HOST/NAME:TAG.")
    private String name = "";

    TagCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var store = session().lab().containers().images();
        store.get(image);
        var entry = store.resolve(image);
        if (entry.isEmpty()) {
            throw new ImageException("no image is called \"" + image + "\"; `images` lists those that are here");
        }
        try (var writer = store.writer()) {
            writer.tag(name, entry.get().unnamed());
        }
        return 0;
    }
}
