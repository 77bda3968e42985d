package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that give a process variables of its environment. */
final class VariableOptions {

    @Option(
            names = {"-e", "--env"},
            paramLabel = "KEY=VALUE",
            description = "A variable of the environment; KEY alone has its value here.")
    private List<String> env = List.of();

    @Option(names = "--env-file", paramLabel = "FILE", description = "A file of such variables, a line each.")
    private List<Path> files = List.of();

    /**
     * The variables; those of the command line come after those of files.
     *
     * @param here the environment that a variable without a value is looked up in
     */
    Map<String, String> variables(Map<String, String> here) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        for (var file : files) {
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    put(variables, line, here);
                }
            }
        }
        env.forEach(variable -> put(variables, variable, here));
        return variables;
    }

    private static void put(Map<String, String> variables, String variable, Map<String, String> here) {
        var equals = variable.indexOf('=');
        if (equals == 0 || variable.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a variable is KEY=VALUE or KEY, not \"" + variable + "\"");
        }
        var value = equals > 0 ? variable.substring(equals + 1) : here.get(variable);
        if (value != null) {
            variables.put(equals > 0 ? variable.substring(0, equals) : variable, value);
        }
    }
}
