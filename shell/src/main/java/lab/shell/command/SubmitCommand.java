package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.shell.homework.HandIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the learner's work into one file. */
@Command(
        name = "submit",
        description = "Writes your work into one signed file to hand in.",
        footer = {
            "%nThe file holds the journal: what you typed in exercises, and what the kernel showed.",
            "It is signed with a key that is made on first use.",
            "%nExamples:",
            "  submit",
            "  submit --name \"Kim Minji\" homework3.labz"
        })
final class SubmitCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to; NAME.labz in this folder if not given.")
    private String file = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What you are called; your account's name if not given.")
    private String name = "";

    SubmitCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var handIn = new HandIn(lab.settings());
        if (handIn.isEmpty()) {
            throw new IOException(lab.say("submit.nothing"));
        }
        var called = name.isBlank() ? handIn.name() : name.strip();
        var path = file.isEmpty() ? HandIn.file(called) : Path.of(file);
        var manifest = handIn.write(path, called);
        out.println(lab.say("submit.done", path.toAbsolutePath(), Files.size(path)));
        out.println(lab.say(
                "submit.holds",
                manifest.seeds().size(),
                String.join(" ", manifest.seeds().keySet())));
        return 0;
    }
}
