package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.runtime.build.Instruction.Pair;
import lab.runtime.image.RunConfig;

/** Instructions that change what an image says and not its files. */
final class Settings {

    private final StageState state;
    private final char escape;

    Settings(StageState state, char escape) {
        this.state = state;
        this.escape = escape;
    }

    /** Does an instruction that changes the configuration only. */
    void change(Instruction instruction) throws DockerfileException {
        if (instruction instanceof Instruction.Env env) {
            pairs(env.pairs(), false, env.at());
        } else if (instruction instanceof Instruction.Label label) {
            pairs(label.pairs(), true, label.at());
        } else if (instruction instanceof Instruction.Names names) {
            names(names);
        } else if (instruction instanceof Instruction.Setting setting) {
            setting(setting);
        } else if (instruction instanceof Instruction.Command command) {
            command(command);
        } else if (instruction instanceof Instruction.Health health) {
            health(health);
        } else if (instruction instanceof Instruction.OnBuild trigger) {
            onBuild(trigger);
        }
    }

    /** A text of an instruction with its variables replaced. */
    String expand(String text, Position at) throws DockerfileException {
        return Variables.expand(text, escape, state, at);
    }

    /** The words of an instruction with their variables replaced. */
    List<String> words(String text, Optional<List<String>> exact, Position at) throws DockerfileException {
        if (exact.isEmpty()) {
            return Variables.words(text, escape, state, at);
        }
        var words = new ArrayList<String>();
        for (var word : exact.get()) {
            words.add(expand(word, at));
        }
        return words;
    }

    /** Variables or labels with their values. All values of an instruction see what was before it. */
    private void pairs(List<Pair> pairs, boolean labels, Position at) throws DockerfileException {
        var change = state.run().with();
        for (var pair : pairs) {
            var key = expand(pair.key(), at);
            var value = expand(pair.value().orElse(""), at);
            if (labels) {
                change.label(key, value);
            } else {
                change.env(key, value);
            }
        }
        state.run(change.build());
    }

    private void names(Instruction.Names names) throws DockerfileException {
        var change = state.run().with();
        for (var word : words(names.words(), names.exact(), names.at())) {
            if (names.keyword().equals("VOLUME")) {
                if (word.isBlank()) {
                    throw new DockerfileException(names.at(), "the path of a volume is empty");
                }
                change.volume(word);
            } else {
                for (var port : ports(word, names.at())) {
                    change.expose(port);
                }
            }
        }
        state.run(change.build());
    }

    private static List<String> ports(String word, Position at) throws DockerfileException {
        var parts = word.split("/", 2);
        var protocol = parts.length == 2 ? parts[1].toLowerCase(Locale.ROOT) : "tcp";
        var range = parts[0].split("-", 2);
        var ports = new ArrayList<String>();
        if (parts[0].matches("\\d{1,5}(-\\d{1,5})?") && protocol.matches("tcp|udp|sctp")) {
            var last = Integer.parseInt(range[range.length - 1]);
            for (var port = Integer.parseInt(range[0]); port <= last && last < 1 << 16; port++) {
                ports.add(port + "/" + protocol);
            }
        }
        if (ports.isEmpty()) {
            throw new DockerfileException(at, "a port is a number below 65536, such as 80 or 53/udp, not " + word);
        }
        return ports;
    }

    void setting(Instruction.Setting setting) throws DockerfileException {
        var value = expand(setting.value(), setting.at());
        if (value.isEmpty()) {
            throw new DockerfileException(
                    setting.at(), setting.keyword() + " is empty once its variables are replaced");
        }
        switch (setting.keyword()) {
            case "USER" -> state.run(state.run().with().user(value).build());
            case "STOPSIGNAL" -> state.run(state.run().with().stopSignal(value).build());
            case "WORKDIR" ->
                state.run(state.run().with().workingDir(path(value)).build());
            default -> state.run(state.run().with().label("maintainer", value).build());
        }
    }

    /** A path in the image, which may be meant from the working directory. */
    String path(String value) {
        var whole = value.startsWith("/") ? value : state.run().workdir() + "/" + value;
        return "/" + Ignore.clean(whole);
    }

    /** A new entry point takes the command of the image below away. */
    private void command(Instruction.Command command) {
        var words = command.command().run(state.shell());
        var change = state.run().with();
        switch (command.keyword()) {
            case "CMD" -> {
                change.cmd(words);
                state.takeCommand();
            }
            case "SHELL" -> change.shell(words);
            default -> {
                change.entrypoint(words);
                if (!state.ownCommand()) {
                    change.cmd(List.of());
                }
            }
        }
        state.run(change.build());
    }

    private void health(Instruction.Health health) {
        var test = new ArrayList<String>();
        if (health.command().isEmpty()) {
            test.add("NONE");
        } else if (health.command().get().words().isPresent()) {
            test.add("CMD");
            test.addAll(health.command().get().words().get());
        } else {
            test.addAll(List.of("CMD-SHELL", health.command().get().line()));
        }
        var check = new RunConfig.Healthcheck(
                test,
                nanos(health, "interval"),
                nanos(health, "timeout"),
                nanos(health, "start-period"),
                Long.parseLong(health.flags().getOrDefault("retries", "0")));
        state.run(state.run().with().healthcheck(Optional.of(check)).build());
    }

    private static long nanos(Instruction.Health health, String flag) {
        return Durations.nanos(health.flags().getOrDefault(flag, "0s")).orElse(0L);
    }

    private void onBuild(Instruction.OnBuild trigger) {
        var all = new ArrayList<>(state.run().onBuild());
        all.add(trigger.instruction());
        state.run(state.run().with().onBuild(all).build());
    }
}
