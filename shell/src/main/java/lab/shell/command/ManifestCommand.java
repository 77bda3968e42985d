package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.runtime.image.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the manifest of an image. */
@Command(
        name = "manifest",
        description = "Shows the manifest of an image, byte for byte: its SHA-256 is the image's digest.",
        footer = {"%nExamples:", "  manifest inspect base", "  manifest inspect base | sha256sum"})
final class ManifestCommand extends BaseCommand {

    /** What the first word can be. */
    static final List<String> ACTIONS = List.of("inspect");

    @Parameters(index = "0", paramLabel = "inspect", description = "The one thing that it does.")
    private String action = "";

    @Parameters(index = "1", paramLabel = "IMAGE", description = "The name of an image of this lab.")
    private String image = "";

    ManifestCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException(session().lab().say("manifest.action", action));
        }
        var store = session().lab().containers().images();
        var bytes = store.blobs().read(store.get(image).descriptor().digest(), Manifest.LIMIT);
        out.print(new String(bytes, StandardCharsets.UTF_8));
        // Who reads it with a program gets what the digest was computed over, and not a byte more.
        if (session().live()) {
            out.println();
        }
        return 0;
    }
}
