package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lab.runtime.image.ImageName;
import lab.runtime.registry.Login;
import lab.runtime.registry.Remote;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a registry who one is, and keeps what it takes. */
@Command(
        name = "login",
        description = "Logs in to a registry.",
        footer = {
            "%nLogins are kept in Docker's own file, ~/.docker/config.json, or with the helper that it names.",
            "%nExamples:",
            "  login registry.example.org",
            "  login -u kim --password-stdin 127.0.0.1:5000 <password.txt"
        })
final class LoginCommand extends RemoteCommand {

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..1",
            description = "The registry's host, with its port if it needs one; Docker's hub if not given.")
    private String server = ImageName.DOCKER_HUB;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "NAME",
            description = "Who you are there.")
    private String user = "";

    @Option(
            names = {"-p", "--password"},
            paramLabel = "PASSWORD",
            description = "The password; others can see it in the list of processes.")
    private String password = "";

    @Option(names = "--password-stdin", description = "Reads the password from standard input.")
    private boolean fromInput;

    LoginCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var registry = host(server);
        var who = user.isEmpty() ? ask("Username: ", null) : user;
        var secret = fromInput
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "")
                : password.isEmpty() ? ask("Password: ", '\0') : password;
        if (who.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(session().lab().say("login.empty"));
        }
        var login = new Login(who, secret);
        return interruptibly(() -> {
            var access = access();
            Remote.connect(registry, login, access).checkLogin();
            var place = access.credentials().store(registry, login);
            out.println(session().lab().say("login.kept", place));
            out.println("Login Succeeded");
            return 0;
        });
    }

    /** The registry of an address, which may be written as one. */
    static String host(String server) {
        var bare = server.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return bare.equals("index.docker.io") || bare.equals("registry-1.docker.io") ? ImageName.DOCKER_HUB : bare;
    }

    private String ask(String question, @Nullable Character mask) throws IOException {
        var terminal = session().terminal();
        if (terminal == null) {
            throw new IOException(session().lab().say("login.terminal"));
        }
        try {
            var reader = LineReaderBuilder.builder().terminal(terminal).build();
            return mask == null ? reader.readLine(question) : reader.readLine(question, mask);
        } catch (UserInterruptException e) {
            return "";
        }
    }
}
