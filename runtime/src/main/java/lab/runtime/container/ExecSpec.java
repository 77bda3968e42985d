package lab.runtime.container;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that joins a container.
 *
 * @param command the command and its arguments; may be empty if there are calls
 * @param user the user inside as {@code USER[:GROUP]}; empty for the container's own
 * @param workdir the working directory inside; empty for the container's own
 * @param env additions to the container's environment
 * @param terminal whether its standard streams are a terminal
 * @param calls what else it does before it becomes the command
 */
public record ExecSpec(
        List<String> command, String user, String workdir, Map<String, String> env, boolean terminal, OwnCalls calls) {

    /** Checks and copies. */
    public ExecSpec {
        if (command.isEmpty() && calls == OwnCalls.NONE) {
            throw new IllegalArgumentException("exec needs a command");
        }
        UserName.parse(user);
        command = List.copyOf(command);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** A command as the container's own user, without a terminal. */
    public static ExecSpec of(List<String> command) {
        return new ExecSpec(command, "", "", Map.of(), false, OwnCalls.NONE);
    }
}
