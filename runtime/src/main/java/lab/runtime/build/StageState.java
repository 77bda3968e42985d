package lab.runtime.build;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.RunConfig;
import lab.runtime.image.StoredLayer;

/** How far a stage has come: the image so far, and the variables that its next instruction sees. */
final class StageState implements Variables.Scope {

    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final List<StoredLayer> layers;
    private ImageConfig config;
    private String key;
    private boolean missed;
    private boolean ownCommand;

    /**
     * The state that a stage begins in.
     *
     * @param key stands for the image it is built on
     */
    StageState(ImageConfig config, List<StoredLayer> layers, String key) {
        this.config = config;
        this.layers = new ArrayList<>(layers);
        this.key = key;
    }

    ImageConfig config() {
        return config;
    }

    RunConfig run() {
        return config.run();
    }

    void run(RunConfig other) {
        config = config.withRun(other);
    }

    List<StoredLayer> layers() {
        return List.copyOf(layers);
    }

    /** Stands for all that was done. */
    String key() {
        return key;
    }

    /** Whether a step before was not known. */
    boolean missed() {
        return missed;
    }

    void miss() {
        missed = true;
    }

    /** Whether the command is one of this stage and not of the image below. */
    boolean ownCommand() {
        return ownCommand;
    }

    void takeCommand() {
        ownCommand = true;
    }

    /** The variables of the build that are declared. */
    Map<String, String> arguments() {
        return arguments;
    }

    /** What runs the shell form of instructions. */
    List<String> shell() {
        return run().shell().isEmpty() ? SHELL : run().shell();
    }

    /** A variable of the environment, or else of the build. */
    @Override
    public Optional<String> value(String name) {
        var inEnvironment = run().environment().get(name);
        return Optional.ofNullable(inEnvironment == null ? arguments.get(name) : inEnvironment);
    }

    /** A step is done. */
    void add(String text, Instant created, String newKey, Optional<StoredLayer> layer) {
        var step = ImageConfig.History.of(created, text, layer.isEmpty());
        config = (layer.isPresent() ? config.plusLayer(layer.get().diffId(), step) : config.plusStep(step))
                .withCreated(created);
        layer.ifPresent(layers::add);
        key = newKey;
    }

    /** Stands for the files of the stage, whatever its configuration is. */
    String files() {
        return Digest.of(layers.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
