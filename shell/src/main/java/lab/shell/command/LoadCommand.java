package lab.shell.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.image.LoadArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads images from an archive. */
@Command(
        name = "load",
        description = "Reads images from an archive that save has written, of the lab, Docker, podman or skopeo.",
        footer = {
            "%nFILE may be a tar, also compressed, or a folder with an OCI image layout.",
            "%nExample:",
            "  load -i base.tar"
        })
final class LoadCommand extends BaseCommand {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            required = true,
            description = "What to read.")
    private String input = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing but errors.")
    private boolean quiet;

    LoadCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var archive = new LoadArchive(session().lab().containers().images());
        for (var name : load(archive, Path.of(input))) {
            if (!quiet) {
                out.println((name.startsWith("sha256:") ? "Loaded image ID: " : "Loaded image: ") + name);
            }
        }
        return 0;
    }

    private static List<String> load(LoadArchive archive, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return archive.load(file);
        }
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return archive.load(in);
        }
    }
}
