package lab.runtime.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;

/** Becomes a command, looked up as execvp(3) does: a name without a slash is tried in each folder of {@code PATH}. */
final class ExecCalls {

    /** The exit code when no such program is found. */
    static final int NOT_FOUND = 127;

    /** The exit code when the program cannot be executed. */
    static final int NOT_EXECUTABLE = 126;

    private ExecCalls() {}

    /**
     * Writes the calls.
     *
     * @return the first execve(2) and the one after the last, by their place in the script
     */
    static List<Integer> write(ScriptWriter s, List<String> command, Map<String, String> env) {
        var variables = new ArrayList<String>();
        env.forEach((key, value) -> variables.add(key + "=" + value));
        var program = command.get(0);
        var args = s.pointers(command);
        var environment = s.pointers(variables);
        var attempts = new ArrayList<Operand>();
        if (program.contains("/")) {
            attempts.add(s.text(program));
        } else {
            for (var folder : env.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
                attempts.add(s.text((folder.isEmpty() ? "." : folder) + "/" + program));
            }
        }
        var indexes = new ArrayList<Integer>();
        for (var path : attempts) {
            indexes.add(s.execve(path, args, environment).mayFail().index());
        }
        s.exitGroup(s.number(NOT_FOUND));
        return List.of(indexes.get(0), indexes.get(indexes.size() - 1) + 1);
    }
}
