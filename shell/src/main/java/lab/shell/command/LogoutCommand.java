package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.runtime.image.ImageName;
import lab.runtime.registry.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets a login. */
@Command(
        name = "logout",
        description = "Forgets the login at a registry.",
        footer = {"%nExample:", "  logout registry.example.org"})
final class LogoutCommand extends BaseCommand {

    @Parameters(paramLabel = "SERVER", arity = "0..1", description = "The registry's host; Docker's hub if not given.")
    private String server = ImageName.DOCKER_HUB;

    LogoutCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var settings = session().lab().settings();
        var registry = LoginCommand.host(server);
        var known = Credentials.of(settings.env(), settings.home()).erase(registry);
        out.println(known ? "Removing login credentials for " + registry : "Not logged in to " + registry);
        return 0;
    }
}
