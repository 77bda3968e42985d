package lab.shell.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists all commands. */
@Command(
        name = "help",
        description = "Lists all commands.",
        footer = {"%nExample:", "  help"})
final class HelpCommand extends BaseCommand {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "A command to show the help of.")
    private String name = "";

    HelpCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) {
        var commands = new Commands(session());
        if (name.isEmpty()) {
            commands.help(out);
            return 0;
        }
        return commands.run(List.of(name, "--help"));
    }
}
