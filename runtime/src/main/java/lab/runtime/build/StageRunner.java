package lab.runtime.build;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runtime.container.Containers;
import lab.runtime.file.RawText;
import lab.runtime.file.Tree;
import lab.runtime.image.StoreWriter;
import lab.runtime.image.StoredLayer;
import org.jspecify.annotations.Nullable;

/** Does the instructions of a stage, or takes from the cache what they came to before. */
final class StageRunner {

    /** Finds what an instruction copies from. */
    interface Sources {
        /** Opens it. */
        CopySource of(Instruction.Copy copy, Settings settings) throws IOException;
    }

    /** Is told which container a step runs in; null for none. */
    interface Holder {
        /** Takes it. */
        void hold(@Nullable StepContainer container) throws IOException;
    }

    /** Makes a layer. */
    private interface Work {
        /** Does it. */
        StoredLayer layer() throws IOException;
    }

    private final Containers containers;
    private final StoreWriter writer;
    private final BuildRequest request;
    private final BuildListener listener;
    private final StepCache cache;
    private final Dockerfile dockerfile;
    private final Sources sources;
    private final Instant now;
    private final long latest;

    StageRunner(
            Containers containers,
            StoreWriter writer,
            BuildRequest request,
            BuildListener listener,
            StepCache cache,
            Dockerfile dockerfile,
            Sources sources,
            Instant now) {
        this.containers = containers;
        this.writer = writer;
        this.request = request;
        this.listener = listener;
        this.cache = cache;
        this.dockerfile = dockerfile;
        this.sources = sources;
        this.now = now;
        this.latest = request.epoch().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE);
    }

    /** What the image below asks of a build on top of it; it is asked once. */
    List<Instruction> triggers(StageState state, Position at) throws DockerfileException {
        var triggers = new ArrayList<Instruction>();
        for (var text : state.run().onBuild()) {
            var line = new LogicalLine(text, List.of(new LogicalLine.Piece(0, at)), List.of());
            triggers.add(InstructionReader.read(line, '\\'));
        }
        state.run(state.run().with().onBuild(List.of()).build());
        return triggers;
    }

    void run(
            Instruction instruction,
            StageState state,
            Map<String, String> global,
            Set<String> unused,
            int number,
            int count,
            Holder holder)
            throws IOException {
        listener.step(number, count, instruction.text());
        var settings = new Settings(state, dockerfile.escape());
        if (instruction instanceof Instruction.Run run) {
            run(run, state, holder);
        } else if (instruction instanceof Instruction.Copy copy) {
            copy(copy, state, settings, holder);
        } else if (instruction instanceof Instruction.Setting setting
                && setting.keyword().equals("WORKDIR")) {
            settings.setting(setting);
            workdir(setting, state, holder);
        } else {
            if (instruction instanceof Instruction.Arg arg) {
                declare(arg, state, settings, global, unused);
            } else {
                settings.change(instruction);
            }
            step(state, instruction, Map.of("settings", state.run().toString()), Optional.empty());
        }
        listener.done(state.key().substring(0, 12));
    }

    private void declare(
            Instruction.Arg arg, StageState state, Settings settings, Map<String, String> global, Set<String> unused)
            throws DockerfileException {
        for (var pair : arg.pairs()) {
            unused.remove(pair.key());
            var given = request.arguments().get(pair.key());
            var value = given == null && pair.value().isPresent()
                    ? settings.expand(pair.value().get(), arg.at())
                    : given == null ? global.get(pair.key()) : given;
            if (value != null) {
                state.arguments().put(pair.key(), value);
            }
        }
    }

    private void run(Instruction.Run run, StageState state, Holder holder) throws IOException {
        var words = RunLine.words(run, state.shell());
        var inputs = new LinkedHashMap<String, String>();
        inputs.put("command", String.join("\0", words));
        state.arguments().forEach((name, value) -> inputs.put("build argument " + name, value));
        step(state, run, inputs, Optional.of(() -> {
            var env = new LinkedHashMap<>(state.arguments());
            env.keySet().removeAll(state.run().environment().keySet());
            try (var container = StepContainer.create(containers, writer, state, words, env, request.labels())) {
                holder.hold(container);
                var code = container.run(listener);
                holder.hold(null);
                if (code != 0) {
                    throw new BuildException(
                            run.at() + ": the command '" + String.join(" ", words) + "' returned a non-zero code: "
                                    + code,
                            code,
                            null);
                }
                return container.layer(latest);
            } finally {
                holder.hold(null);
            }
        }));
    }

    private void copy(Instruction.Copy copy, StageState state, Settings settings, Holder holder) throws IOException {
        try (var source = sources.of(copy, settings)) {
            var work = new CopyStep(copy, settings, source.files());
            var inputs = source.key().isEmpty()
                    ? work.inputs()
                    : Map.of("what it copies from", source.key().get());
            var all = new LinkedHashMap<String, String>(inputs);
            all.put("words", String.join("\0", settings.words(copy.words(), copy.exact(), copy.at())));
            step(state, copy, all, Optional.of(() -> inContainer(state, holder, tree -> work.run(tree))));
        }
    }

    private void workdir(Instruction.Setting setting, StageState state, Holder holder) throws IOException {
        var path = state.run().workdir();
        step(
                state,
                setting,
                Map.of("path", path),
                Optional.of(() -> inContainer(
                        state,
                        holder,
                        tree -> tree.makeDirectories(RawText.of(path), 0, 0).close())));
    }

    private interface Change {
        void in(Tree tree) throws IOException;
    }

    private StoredLayer inContainer(StageState state, Holder holder, Change change) throws IOException {
        try (var container = StepContainer.create(containers, writer, state, List.of(), Map.of(), request.labels())) {
            holder.hold(container);
            try (var tree = container.files()) {
                change.in(tree);
            }
            return container.layer(latest);
        } finally {
            holder.hold(null);
        }
    }

    /** Takes a step from the cache or does it. */
    private void step(StageState state, Instruction instruction, Map<String, String> more, Optional<Work> work)
            throws IOException {
        var inputs = new LinkedHashMap<String, String>();
        inputs.put("instruction", instruction.text());
        inputs.putAll(more);
        request.epoch().ifPresent(epoch -> inputs.put("SOURCE_DATE_EPOCH", epoch.toString()));
        var before = state.key();
        var key = StepCache.key(before, inputs);
        var known = request.cache() ? cache.find(before, inputs) : Optional.<StepCache.Result>empty();
        if (known.isPresent()) {
            if (work.isPresent()) {
                listener.hit();
            }
            state.add(
                    instruction.text(), known.get().created(), key, known.get().layer());
            return;
        }
        if (work.isPresent()) {
            listener.miss(!request.cache() ? "--no-cache" : reason(state, inputs));
            state.miss();
        }
        var layer = work.isPresent() ? Optional.of(work.get().layer()) : Optional.<StoredLayer>empty();
        cache.put(before, inputs, new StepCache.Result(key, now, layer));
        state.add(instruction.text(), now, key, layer);
    }

    private String reason(StageState state, Map<String, String> inputs) throws IOException {
        var reason = cache.explain(state.key(), inputs);
        return reason.equals(StepCache.NEW) && state.missed() ? "a step before it is new" : reason;
    }
}
