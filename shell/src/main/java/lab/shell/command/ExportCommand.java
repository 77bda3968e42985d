package lab.shell.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.file.ExportTar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the files of a container to a tar. */
@Command(
        name = "export",
        description = "Writes the files of a container to a tar: all of them, with no layers.",
        footer = {"%nExample:", "  export -o box.tar box"})
final class ExportCommand extends BaseCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where to write it.")
    private String output = "";

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    ExportCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        try (var files = session().lab().containers().files().open(name);
                var stream = new BufferedOutputStream(Files.newOutputStream(Path.of(output)), 1 << 16)) {
            new ExportTar(files, stream).write();
        }
        return 0;
    }

    /** Whether these words are meant for this command and not for the shell's own, which hands variables on. */
    static boolean meant(List<String> words) {
        return words.stream().anyMatch(word -> word.startsWith("-o") || word.startsWith("--") || word.equals("-h"));
    }
}
