package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.direct.Mount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a mount away: umount2(2). */
@Command(
        name = "umount",
        description = "Takes a mount away: umount2(2), one call. Other options are those of umount(8).",
        footer = {"%nExample:", "  umount /mnt"})
final class UmountCommand extends DirectCommand {

    @Option(
            names = {"-l", "--lazy"},
            description = "At once, even if it is in use.")
    private boolean lazy;

    @Parameters(paramLabel = "TARGET", arity = "0..*", description = "Where it is.")
    private List<String> targets = List.of();

    UmountCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        return targets.size() == 1
                ? direct(new Mount.Undo(targets.get(0), lazy), List.of())
                : passOn(spec().commandLine().getParseResult().originalArgs());
    }
}
