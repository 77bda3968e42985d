package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.build.Build;
import lab.runtime.build.BuildException;
import lab.runtime.build.BuildRequest;
import lab.runtime.build.DockerfileException;
import lab.runtime.container.ContainerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds an image from a Dockerfile. */
@Command(
        name = "build",
        description = "Builds an image from a Dockerfile.",
        footer = {"%nExamples:", "  build -t app .", "  build -t app:2 --build-arg VERSION=2 --target test ."})
final class BuildCommand extends BaseCommand {

    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "NAME",
            description = "A name for the image; more than one may be given.")
    private List<String> tags = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The Dockerfile; if not given, the one in the folder.")
    private String file = "";

    @Option(names = "--target", paramLabel = "STAGE", description = "The stage to build; the last one if not given.")
    private String target = "";

    @Option(
            names = "--build-arg",
            paramLabel = "KEY=VALUE",
            description = "A value for what ARG declares; KEY alone takes it from the environment.")
    private List<String> arguments = List.of();

    @Option(names = "--no-cache", description = "Does every step anew.")
    private boolean noCache;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints only the id of the image.")
    private boolean quiet;

    @Option(names = "--iidfile", paramLabel = "FILE", description = "Where to write the id of the image.")
    private String idFile = "";

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that files are copied from.")
    private String context = "";

    BuildCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var folder = Path.of(context).toAbsolutePath();
        var values = arguments();
        var request = new BuildRequest(
                folder,
                file.isEmpty() ? folder.resolve("Dockerfile") : Path.of(file).toAbsolutePath(),
                tags,
                values,
                target,
                !noCache,
                epoch(values),
                labels());
        try (var progress = new BuildProgress(session(), out, quiet)) {
            var build = new Build(session().lab().containers(), request, progress);
            try (var front = session().lab().interrupts().to(() -> cancel(build))) {
                var built = build.run();
                progress.close();
                report(built, out);
                return 0;
            }
        } catch (DockerfileException e) {
            throw new ContainerException(String.valueOf(e.getMessage()), 1, e);
        } catch (BuildException e) {
            throw new ContainerException(String.valueOf(e.getMessage()), e.exitCode(), e);
        }
    }

    private static void cancel(Build build) {
        try {
            build.cancel();
        } catch (IOException e) {
            throw new UncheckedIOException("the step that runs cannot be ended: " + e.getMessage(), e);
        }
    }

    private void report(Build.Built built, PrintWriter out) throws IOException {
        if (!idFile.isEmpty()) {
            Files.writeString(Path.of(idFile), built.id().toString());
        }
        if (quiet) {
            out.println(built.id());
            return;
        }
        out.println(session().lab().say("build.built", built.id().shortHex()));
        for (var tag : tags) {
            out.println(session().lab().say("build.tagged", tag));
        }
    }

    private Map<String, String> arguments() {
        var values = new LinkedHashMap<String, String>();
        for (var argument : arguments) {
            var pair = argument.split("=", 2);
            if (pair[0].isEmpty()) {
                throw new IllegalArgumentException("a build argument is KEY=VALUE or KEY, not \"" + argument + "\"");
            }
            var value = pair.length == 2
                    ? pair[1]
                    : session().lab().settings().env().get(pair[0]);
            if (value != null) {
                values.put(pair[0], value);
            }
        }
        return values;
    }

    /** The time that the image is to have; reproducible-builds.org, "SOURCE_DATE_EPOCH". */
    private Optional<Instant> epoch(Map<String, String> values) {
        var text = values.getOrDefault(EPOCH, session().lab().settings().env().getOrDefault(EPOCH, ""));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,11}")) {
            throw new IllegalArgumentException(EPOCH + " is a number of seconds since 1970, not \"" + text + "\"");
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }

    private Map<String, String> labels() {
        var place = session().lab().place();
        return place == null ? Map.of() : place.labels();
    }
}
