package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import lab.runtime.image.ImageName;
import lab.runtime.registry.Push;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads an image to a registry. */
@Command(
        name = "push",
        description = "Uploads an image to a registry.",
        footer = {
            "%nThe registry is part of the image's name. Layers that are there already are not sent again.",
            "%nExample:",
            "  tag app 127.0.0.1:5000/app:1",
            "  push 127.0.0.1:5000/app:1"
        })
final class PushCommand extends RemoteCommand {

    @Parameters(paramLabel = "IMAGE", description = "Its name, such as HOST:PORT/NAME:TAG.")
    private String image = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing but the name.")
    private boolean quiet;

    PushCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var name = ImageName.parse(image);
        var screen = quiet ? new PrintWriter(new StringWriter()) : out;
        screen.println("The push refers to repository [" + name.repositoryName() + "]");
        screen.flush();
        return interruptibly(() -> push(name, screen, out));
    }

    private int push(ImageName name, PrintWriter screen, PrintWriter out) throws IOException {
        var store = session().lab().containers().images();
        var lines = TransferLines.ofPush(screen, session().live());
        var pushed = new Push(store, access(), lines).run(name);
        screen.println(name.reference() + ": digest: " + pushed.digest() + " size: " + pushed.size());
        if (quiet) {
            out.println(name);
        }
        return 0;
    }
}
