package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.runtime.container.ContainerException;
import lab.runtime.container.Trees;
import lab.runtime.file.CopyPath;
import lab.runtime.file.RawText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies files between a container and this host. */
@Command(
        name = "cp",
        description = "Copies files between a container and this host.",
        footer = {"%nExamples:", "  cp notes.txt box:/tmp/", "  cp box:/etc/os-release .", "  cp box:/etc - | tar t"})
final class CpCommand extends BaseCommand {

    private static final String STREAM = "-";

    @Option(
            names = {"-a", "--archive"},
            description = "Copies keep their owners.")
    private boolean archive;

    @Option(
            names = {"-L", "--follow-link"},
            description = "A link stands for what it leads to.")
    private boolean follow;

    @Option(
            names = {"-q", "--quiet"},
            description = "Taken as with Docker; there is nothing to leave out.")
    private boolean unusedQuiet;

    @Parameters(index = "0", paramLabel = "FROM", description = "CONTAINER:PATH, a path of this host, or - for a tar.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "CONTAINER:PATH, a path of this host, or - for a tar.")
    private String to = "";

    CpCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var source = ContainerPath.parse(from);
        var target = ContainerPath.parse(to);
        if (source.isPresent() == target.isPresent()) {
            throw new IllegalArgumentException(session().lab().say(source.isPresent() ? "cp.two" : "cp.none"));
        }
        try {
            copy(source.isPresent() ? source.get() : target.orElseThrow(), source.isPresent());
            return 0;
        } catch (ContainerException e) {
            throw e;
        } catch (IOException e) {
            throw new ContainerException(Commands.message(e), 1, e);
        }
    }

    private void copy(ContainerPath inside, boolean outwards) throws IOException {
        var console = session().console();
        try (var container = session().lab().containers().files().open(inside.container());
                var host = Trees.host()) {
            var there = new CopyPath.End(container, RawText.of(inside.path()));
            if (outwards && to.equals(STREAM)) {
                console.out().flush();
                CopyPath.write(there, follow, console.bytes());
                console.bytes().flush();
            } else if (from.equals(STREAM)) {
                try (var in = Files.newInputStream(Path.of("/proc/self/fd/0"))) {
                    CopyPath.read(in, there, archive);
                }
            } else {
                var here = new CopyPath.End(host, RawText.of(local(outwards ? to : from)));
                (outwards ? new CopyPath(there, here, follow, archive) : new CopyPath(here, there, follow, archive))
                        .run();
            }
        }
    }

    /** An absolute path that ends as it was typed, since a slash or a dot at the end says what is meant. */
    private static String local(String path) {
        return path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
    }

    /**
     * A path in a container, as it is typed.
     *
     * @param path absolute
     */
    record ContainerPath(String container, String path) {

        /** Reads {@code CONTAINER:PATH}; empty if it is a path of this host, as one that begins with a slash or a dot is in any case. */
        static Optional<ContainerPath> parse(String text) {
            var colon = text.indexOf(':');
            if (colon <= 0 || text.startsWith("/") || text.startsWith(".")) {
                return Optional.empty();
            }
            var path = text.substring(colon + 1);
            return Optional.of(new ContainerPath(text.substring(0, colon), path.startsWith("/") ? path : "/" + path));
        }
    }

    /** Whether these words are meant for this command and not for cp(1). */
    static boolean meant(List<String> words) {
        return words.stream().anyMatch(word -> ContainerPath.parse(word).isPresent() || word.matches("--?h(elp)?"));
    }
}
