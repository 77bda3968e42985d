package lab.runtime.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Changes a {@link RunConfig} step by step, as the instructions of a build do. */
public final class RunConfigBuilder {

    private String user;
    private final SortedSet<String> exposedPorts;
    private final List<String> env;
    private List<String> entrypoint;
    private List<String> cmd;
    private final SortedSet<String> volumes;
    private String workingDir;
    private final SortedMap<String, String> labels;
    private String stopSignal;
    private Optional<RunConfig.Healthcheck> healthcheck;
    private List<String> onBuild;
    private List<String> shell;

    RunConfigBuilder(RunConfig from) {
        user = from.user();
        exposedPorts = new TreeSet<>(from.exposedPorts());
        env = new ArrayList<>(from.env());
        entrypoint = from.entrypoint();
        cmd = from.cmd();
        volumes = new TreeSet<>(from.volumes());
        workingDir = from.workingDir();
        labels = new TreeMap<>(from.labels());
        stopSignal = from.stopSignal();
        healthcheck = from.healthcheck();
        onBuild = from.onBuild();
        shell = from.shell();
    }

    /** {@code USER[:GROUP]}. */
    public RunConfigBuilder user(String value) {
        user = value;
        return this;
    }

    /** One more port, such as {@code 80/tcp}. */
    public RunConfigBuilder expose(String port) {
        exposedPorts.add(port);
        return this;
    }

    /** A variable of the environment, in place of what it was. */
    public RunConfigBuilder env(String key, String value) {
        var entry = key + "=" + value;
        for (var i = 0; i < env.size(); i++) {
            if (env.get(i).equals(key) || env.get(i).startsWith(key + "=")) {
                env.set(i, entry);
                return this;
            }
        }
        env.add(entry);
        return this;
    }

    /** What stands before each command. */
    public RunConfigBuilder entrypoint(List<String> value) {
        entrypoint = value;
        return this;
    }

    /** The command if none is given. */
    public RunConfigBuilder cmd(List<String> value) {
        cmd = value;
        return this;
    }

    /** One more folder that shall be a volume. */
    public RunConfigBuilder volume(String folder) {
        volumes.add(folder);
        return this;
    }

    /** The working directory. */
    public RunConfigBuilder workingDir(String value) {
        workingDir = value;
        return this;
    }

    /** A note. */
    public RunConfigBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** The signal that asks it to end. */
    public RunConfigBuilder stopSignal(String value) {
        stopSignal = value;
        return this;
    }

    /** How to tell whether it is well. */
    public RunConfigBuilder healthcheck(Optional<RunConfig.Healthcheck> value) {
        healthcheck = value;
        return this;
    }

    /** Instructions for a build on top of it. */
    public RunConfigBuilder onBuild(List<String> value) {
        onBuild = value;
        return this;
    }

    /** What runs the shell form of instructions. */
    public RunConfigBuilder shell(List<String> value) {
        shell = value;
        return this;
    }

    /** The configuration. */
    public RunConfig build() {
        return new RunConfig(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell);
    }
}
