package lab.shell.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lab.runtime.image.ImageStore;
import lab.runtime.registry.RegistryServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Offers the images of this machine as a registry. */
@Command(
        name = "registry",
        description = "Offers images as a registry, on this machine only.",
        footer = {
            "%nregistry serve    begins; Ctrl-C ends it, or with -d the end of this shell",
            "registry ls       shows which are served behind this prompt",
            "registry stop     ends those",
            "%nWithout --data the images of this lab are served, under the names that `images` shows. With it a",
            "registry has images of its own, as if it were another machine.",
            "%nExamples:",
            "  registry serve -d --data /tmp/shop",
            "  tag base 127.0.0.1:5000/base:1",
            "  push 127.0.0.1:5000/base:1"
        })
final class RegistryCommand extends BaseCommand {

    /** What the first word can be. */
    static final List<String> ACTIONS = List.of("serve", "ls", "stop");

    private static final String NAME = "registry ";

    @Parameters(paramLabel = "ACTION", description = "serve, ls or stop.")
    private String action = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where it listens; 5000 if not given, 0 for any that is free.")
    private int port = RegistryServer.PORT;

    @Option(names = "--read-only", description = "Pushes are refused.")
    private boolean readOnly;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Serves the images in a folder of its own.")
    private String data = "";

    @Option(
            names = {"-d", "--detach"},
            description = "Serves behind the prompt, until this shell ends.")
    private boolean detach;

    RegistryCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        switch (action) {
            case "serve" -> serve(out);
            case "ls" -> served().forEach(name -> out.println(name.substring(NAME.length())));
            case "stop" -> {
                for (var name : served()) {
                    lab.background().end(name);
                    out.println(name.substring(NAME.length()));
                }
            }
            default ->
                throw new IllegalArgumentException(lab.say("registry.action", action, String.join(", ", ACTIONS)));
        }
        return 0;
    }

    private List<String> served() {
        return session().lab().background().names().stream()
                .filter(name -> name.startsWith(NAME))
                .toList();
    }

    private void serve(PrintWriter out) throws IOException {
        var lab = session().lab();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(lab.say("registry.port", port));
        }
        if (detach && !session().stays()) {
            throw new IllegalArgumentException(lab.say("registry.alone"));
        }
        var store = data.isEmpty()
                ? lab.containers().images()
                : new ImageStore(Path.of(data).toAbsolutePath());
        var server = RegistryServer.start(store, port, readOnly, line -> {
            if (!detach) {
                out.println("  " + line);
                out.flush();
            }
        });
        lab.background().add(NAME + server.name(), server);
        out.println(lab.say(
                detach ? "registry.behind" : "registry.serves",
                server.name(),
                store.layout().resolveSibling("")));
        out.flush();
        if (!detach) {
            try {
                untilInterrupted();
            } finally {
                lab.background().end(NAME + server.name());
            }
        }
    }

    private void untilInterrupted() throws IOException {
        var stop = new CountDownLatch(1);
        try (var front = session().lab().interrupts().to(stop::countDown)) {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while images were served");
        }
    }
}
