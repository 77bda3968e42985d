package lab.shell.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.image.RunConfig;
import lab.runtime.layer.Decompression;
import lab.runtime.layer.TarReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an image of one layer from a tar of files. */
@Command(
        name = "import",
        description = "Makes an image of one layer from a tar of files, such as export writes.",
        footer = {"%nExample:", "  export -o box.tar box && import box.tar box:flat"})
final class ImportCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "A tar, also compressed.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "The image's name.")
    private String name = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "A remark for its history.")
    private String message = "";

    ImportCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var store = session().lab().containers().images();
        check();
        try (var writer = store.writer();
                var in = new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16)) {
            var layer = writer.layer(tar -> Decompression.open(in).transferTo(tar));
            var now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
            var step =
                    new History(Optional.of(now), "", "", message.isEmpty() ? "Imported from " + file : message, false);
            var config = ImageConfig.scratch(now).withRun(RunConfig.EMPTY).plusLayer(layer.diffId(), step);
            var image = writer.image(config, List.of(layer));
            if (name.isEmpty()) {
                writer.keep(image);
            } else {
                writer.tag(name, image);
            }
            out.println(image.digest());
        }
        return 0;
    }

    /** Reads it once before anything is stored: what is no tar is told at once. */
    private void check() throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16)) {
            var reader = new TarReader(Decompression.open(in));
            while (reader.next().isPresent()) {
                continue;
            }
        }
    }
}
