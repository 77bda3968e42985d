package lab.shell.command;

import java.util.Map;

/**
 * Where the workbench's shell stands.
 *
 * @param folder its working directory
 * @param env its exported variables
 */
record ShellState(String folder, Map<String, String> env) {

    /** Where it stands at first. */
    static final ShellState START = new ShellState("/", Map.of());

    /** Copies the map. */
    ShellState {
        env = Map.copyOf(env);
    }
}
