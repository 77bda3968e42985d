package lab.runtime.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a container of an image does unless told otherwise; OCI image-spec, "config", and Docker's additions.
 *
 * @param user {@code USER[:GROUP]}; empty for root
 * @param exposedPorts such as {@code 80/tcp}
 * @param env the environment, {@code KEY=VALUE}
 * @param entrypoint what stands before each command
 * @param cmd the command if none is given
 * @param volumes folders that shall be volumes
 * @param workingDir the working directory; empty for the root
 * @param labels notes
 * @param stopSignal the signal that asks it to end, such as {@code SIGQUIT}; empty for the usual one
 * @param healthcheck how to tell whether it is well
 * @param onBuild instructions for a build on top of it
 * @param shell what runs the shell form of instructions; empty for the usual one
 */
public record RunConfig(
        String user,
        SortedSet<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        SortedSet<String> volumes,
        String workingDir,
        SortedMap<String, String> labels,
        String stopSignal,
        Optional<Healthcheck> healthcheck,
        List<String> onBuild,
        List<String> shell) {

    /** One that says nothing. */
    public static final RunConfig EMPTY = new RunConfig(
            "",
            new TreeSet<>(),
            List.of(),
            List.of(),
            List.of(),
            new TreeSet<>(),
            "",
            new TreeMap<>(),
            "",
            Optional.empty(),
            List.of(),
            List.of());

    /**
     * How to tell whether a container is well; times in nanoseconds, 0 for the usual.
     *
     * @param test {@code NONE}, {@code CMD} and words, or {@code CMD-SHELL} and a line
     */
    public record Healthcheck(List<String> test, long interval, long timeout, long startPeriod, long retries) {

        /** Copies the list. */
        public Healthcheck {
            test = List.copyOf(test);
        }
    }

    /** Copies the collections. */
    public RunConfig {
        exposedPorts = Collections.unmodifiableSortedSet(new TreeSet<>(exposedPorts));
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        onBuild = List.copyOf(onBuild);
        shell = List.copyOf(shell);
    }

    /** A copy to change. */
    public RunConfigBuilder with() {
        return new RunConfigBuilder(this);
    }

    /**
     * What a container runs: the entry point, and behind it the command.
     *
     * @param given the command that was asked for; if there is none, the image's own
     */
    public List<String> command(List<String> given) {
        var command = new ArrayList<>(entrypoint);
        command.addAll(given.isEmpty() ? cmd : given);
        return command;
    }

    /** The environment by name; a later entry counts. */
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        for (var entry : env) {
            var pair = entry.split("=", 2);
            variables.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return variables;
    }

    /** The working directory, an absolute path. */
    public String workdir() {
        return workingDir.isEmpty() ? "/" : workingDir.startsWith("/") ? workingDir : "/" + workingDir;
    }

    static RunConfig read(Json json) throws ImageException {
        var health = json.object("Healthcheck");
        return new RunConfig(
                json.text("User").orElse(""),
                new TreeSet<>(json.object("ExposedPorts").names()),
                json.texts("Env"),
                json.texts("Entrypoint"),
                json.texts("Cmd"),
                new TreeSet<>(json.object("Volumes").names()),
                json.text("WorkingDir").orElse(""),
                new TreeMap<>(json.textMap("Labels")),
                json.text("StopSignal").orElse(""),
                health.has("Test")
                        ? Optional.of(new Healthcheck(
                                health.texts("Test"),
                                Math.max(0, health.number("Interval")),
                                Math.max(0, health.number("Timeout")),
                                Math.max(0, health.number("StartPeriod")),
                                Math.max(0, health.number("Retries"))))
                        : Optional.empty(),
                json.texts("OnBuild"),
                json.texts("Shell"));
    }

    /** The fields that say something, in the order of the specification. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        put(fields, "User", user);
        put(fields, "ExposedPorts", names(exposedPorts));
        put(fields, "Env", env);
        put(fields, "Entrypoint", entrypoint);
        put(fields, "Cmd", cmd);
        put(fields, "Volumes", names(volumes));
        put(fields, "WorkingDir", workingDir);
        put(fields, "Labels", labels);
        put(fields, "StopSignal", stopSignal);
        healthcheck.ifPresent(check -> fields.put("Healthcheck", fields(check)));
        put(fields, "OnBuild", onBuild);
        put(fields, "Shell", shell);
        return fields;
    }

    private static Map<String, Object> fields(Healthcheck check) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("Test", check.test());
        put(fields, "Interval", check.interval());
        put(fields, "Timeout", check.timeout());
        put(fields, "StartPeriod", check.startPeriod());
        put(fields, "Retries", check.retries());
        return fields;
    }

    private static Map<String, Object> names(SortedSet<String> set) {
        var names = new LinkedHashMap<String, Object>();
        set.forEach(name -> names.put(name, Map.of()));
        return names;
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        var empty = value instanceof String text && text.isEmpty()
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof Long number && number == 0;
        if (!empty) {
            fields.put(name, value);
        }
    }
}
