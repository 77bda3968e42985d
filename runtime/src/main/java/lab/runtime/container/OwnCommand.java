package lab.runtime.container;

import java.util.List;
import java.util.Map;
import lab.runtime.kernel.ScriptWriter;

/** What comes after the calls of one's own: a command, or nothing more. */
final class OwnCommand {

    private OwnCommand() {}

    /**
     * Writes the calls.
     *
     * @return the first call that becomes the command and the one after the last, by their place in the script
     */
    static List<Integer> write(ScriptWriter s, List<String> command, Map<String, String> env) {
        if (!command.isEmpty()) {
            return ExecCalls.write(s, command, env);
        }
        var end = s.exitGroup(s.number(0)).index();
        return List.of(end, end + 1);
    }
}
