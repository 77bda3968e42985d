package lab.shell.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Decides which of the lab's own commands a session runs. */
public interface Admission {

    /** A learner's own session: all of them. */
    Admission ALL = (line, arguments) -> Optional.empty();

    /** Why a command is not run with these arguments; empty if it is. */
    Optional<String> refused(CommandLine line, List<String> arguments);
}
