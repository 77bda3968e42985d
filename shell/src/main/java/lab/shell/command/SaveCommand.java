package lab.shell.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.image.Image;
import lab.runtime.image.SaveArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes images to an archive. */
@Command(
        name = "save",
        description = "Writes images to a tar archive, or to a folder.",
        footer = {
            "%nThe archive is an OCI image layout and a Docker archive at once. A FILE that is a folder or ends",
            "in / becomes an OCI image layout.",
            "%nExamples:",
            "  save -o base.tar base",
            "  save -o layout/ base"
        })
final class SaveCommand extends BaseCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where to write it.")
    private String output = "";

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    SaveCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var store = session().lab().containers().images();
        var images = new ArrayList<Image>();
        for (var name : names) {
            images.add(store.get(name));
        }
        var archive = new SaveArchive(store, images);
        var file = Path.of(output).toAbsolutePath();
        if (output.endsWith("/") || Files.isDirectory(file)) {
            archive.write(file);
            return 0;
        }
        var temporary = Files.createTempFile(file.resolveSibling(""), ".lab-save", "");
        try {
            try (var stream = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                archive.write(stream);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return 0;
    }
}
