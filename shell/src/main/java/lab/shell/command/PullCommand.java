package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import lab.runtime.image.ImageName;
import lab.runtime.image.Platform;
import lab.runtime.registry.Pull;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads an image from a registry. */
@Command(
        name = "pull",
        description = "Downloads an image from a registry.",
        footer = {
            "%nWhat broke off goes on where it was when it is pulled again. Registries of this machine may speak plain",
            "HTTP; all others speak TLS. Mirrors of Docker's hub stand in ~/.config/lab/registries.json.",
            "%nExamples:",
            "  pull alpine:3.20",
            "  pull --platform linux/arm64 docker.io/library/alpine",
            "  pull 127.0.0.1:5000/app:1"
        })
final class PullCommand extends RemoteCommand {

    @Parameters(paramLabel = "IMAGE", description = "Its name, such as alpine, alpine:3.20 or HOST:PORT/NAME:TAG.")
    private String image = "";

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            description = "Which one, if there are several; that of this machine if not given.")
    private String platform = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing but the name.")
    private boolean quiet;

    PullCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var name = ImageName.parse(image);
        var wanted = platform.isEmpty() ? Optional.<Platform>empty() : Optional.of(Platform.parse(platform));
        var screen = quiet ? new PrintWriter(new StringWriter()) : out;
        if (name.tag().filter(tag -> !image.endsWith(":" + tag)).isPresent()
                && name.digest().isEmpty()) {
            screen.println("Using default tag: latest");
        }
        screen.println(name.reference() + ": Pulling from "
                + (name.registry().equals(ImageName.DOCKER_HUB) ? name.repository() : name.repositoryName()));
        screen.flush();
        return interruptibly(() -> pull(name, wanted, screen, out));
    }

    private int pull(ImageName name, Optional<Platform> wanted, PrintWriter screen, PrintWriter out)
            throws IOException {
        var store = session().lab().containers().images();
        var lines = TransferLines.ofPull(screen, session().live());
        var pulled = new Pull(store, access(), lines).run(name, wanted);
        store.open(name.toString());
        lines.unpacked();
        screen.println("Digest: " + pulled.digest());
        screen.println((pulled.newer() ? "Status: Downloaded newer image for " : "Status: Image is up to date for ")
                + name.familiar());
        out.println(name);
        return 0;
    }
}
