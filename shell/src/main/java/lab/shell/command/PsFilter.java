package lab.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.container.ContainerStatus;

/** The filters of {@code ps}: of one key any value may hold, of several keys all must; as with Docker. */
final class PsFilter {

    private static final List<String> KEYS = List.of("id", "name", "label", "ancestor", "status", "exited");

    private final Map<String, List<String>> wanted = new LinkedHashMap<>();
    private final boolean all;

    /**
     * Filters.
     *
     * @param texts each {@code KEY=VALUE}
     * @param all whether those that do not run are shown, too; a filter of their state or end asks for that as well
     */
    PsFilter(List<String> texts, boolean all) {
        for (var text : texts) {
            var pair = text.split("=", 2);
            if (pair.length < 2 || !KEYS.contains(pair[0])) {
                throw new IllegalArgumentException("a filter is KEY=VALUE, and the keys are " + String.join(", ", KEYS)
                        + ", not \"" + text + "\"");
            }
            wanted.computeIfAbsent(pair[0], key -> new ArrayList<>()).add(pair[1]);
        }
        this.all = all || wanted.containsKey("status") || wanted.containsKey("exited");
    }

    boolean matches(ContainerStatus container) {
        return (all || container.running())
                && wanted.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().stream().anyMatch(value -> holds(entry.getKey(), value, container)));
    }

    private static boolean holds(String key, String value, ContainerStatus container) {
        return switch (key) {
            case "id" -> container.id().startsWith(value);
            case "name" -> container.name().contains(value);
            case "ancestor" -> container.spec().image().equals(value);
            case "status" -> container.state().shown().equals(value);
            case "exited" ->
                container.exitCode().isPresent()
                        && value.equals(Integer.toString(container.exitCode().getAsInt()));
            default -> label(value, container.spec().labels());
        };
    }

    private static boolean label(String value, Map<String, String> labels) {
        var pair = value.split("=", 2);
        return labels.containsKey(pair[0]) && (pair.length < 2 || pair[1].equals(labels.get(pair[0])));
    }
}
