package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.shell.code.JavaRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a file of Java with the runtime's objects at hand. */
@Command(
        name = "script",
        description = "Runs a file of Java, such as a container written call by call.",
        footer = {"%nAt hand is what jshell has; see: jshell --help", "%nExample:", "  script box.jsh"})
final class ScriptCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "Java as it is typed into jshell.")
    private Path file = Path.of("");

    ScriptCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var text = Files.readString(file);
        try (var runner = new JavaRunner(session().lab(), out)) {
            return runner.run(text, /* values= */ false) ? 0 : 1;
        }
    }
}
