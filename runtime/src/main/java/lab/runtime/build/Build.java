package lab.runtime.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.build.Dockerfile.Stage;
import lab.runtime.container.Containers;
import lab.runtime.container.Trees;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.Image;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageException;
import lab.runtime.image.Platform;
import lab.runtime.image.StoreWriter;
import lab.runtime.image.StoredLayer;
import org.jspecify.annotations.Nullable;

/*
 * A step that changes files is a container: of the image so far, never started for COPY and the like, and run to its end for RUN. What is
 * then in the upper folder of its overlay is the layer. So a copy sees the links, owners and directories of the image as the image itself
 * would, and there is one way from files to layers.
 *
 * A step is known by a digest over all that goes into it: what came before, the instruction with its variables replaced, the variables of
 * the build that a command could read, the content and permissions of what is copied. Times of files are not in it. The file that says
 * what the step came to keeps what went in, by name, so that a step that is not known can say what is different from the last time.
 */
/** Builds an image from a Dockerfile. */
public final class Build {

    /** The name of the stage that is no image. */
    static final String SCRATCH = "scratch";

    private static final int INTERRUPTED = 130;

    /**
     * What was built.
     *
     * @param image the descriptor of its manifest
     * @param id the digest of its configuration
     */
    public record Built(Descriptor image, Digest id) {}

    private final Containers containers;
    private final BuildRequest request;
    private final BuildListener listener;
    private final StepCache cache;
    private final Dockerfile dockerfile;
    private final Map<String, String> global = new LinkedHashMap<>();
    private final Map<Integer, StageState> done = new HashMap<>();
    private final Set<String> unused;
    private final Instant now;
    private @Nullable Context context;
    private @Nullable StoreWriter writer;
    private volatile @Nullable StepContainer current;
    private volatile boolean cancelled;
    private int step;
    private int steps;

    /**
     * Reads the Dockerfile.
     *
     * @throws DockerfileException if there is a mistake in it
     */
    public Build(Containers containers, BuildRequest request, BuildListener listener) throws IOException {
        this.containers = containers;
        this.request = request;
        this.listener = listener;
        this.now = request.epoch().orElseGet(Instant::now);
        this.cache = new StepCache(
                containers.paths().data().resolve("build"), containers.images().blobs());
        this.unused = new TreeSet<>(request.arguments().keySet());
        if (!Files.isDirectory(request.context())) {
            throw new BuildException("the build context is a folder, and " + request.context() + " is none", 1, null);
        }
        this.dockerfile = Dockerfile.parse(request.file().getFileName().toString(), text(request.file()));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BuildException(
                    "there is no " + file + ": a build needs a Dockerfile in its folder, or one named by -f", 1, e);
        }
    }

    /** Ends the command that runs, if one does; the build fails then. May be called from any thread. */
    public void cancel() throws IOException {
        cancelled = true;
        var container = current;
        if (container != null) {
            container.close();
        }
    }

    /**
     * Builds.
     *
     * @throws BuildException if a command fails
     */
    public Built run() throws IOException {
        var target = target();
        var wanted = wanted(target);
        steps = wanted.stream()
                .mapToInt(number ->
                        1 + dockerfile.stages().get(number).instructions().size())
                .sum();
        try (var writing = containers.images().writer();
                var files = new Context(Trees.beneath(request.context()), ignore())) {
            writer = writing;
            context = files;
            declareGlobal();
            for (var number : wanted) {
                stage(dockerfile.stages().get(number));
            }
            var built = finish(target, writing);
            if (!unused.isEmpty()) {
                listener.warning("no ARG took these values: " + String.join(", ", unused));
            }
            return built;
        } catch (IOException e) {
            if (cancelled) {
                throw new BuildException("the build was interrupted", INTERRUPTED, e);
            }
            throw e;
        }
    }

    private Built finish(Stage target, StoreWriter writing) throws IOException {
        var state = state(target.number());
        var image = writing.image(state.config(), state.layers());
        var id = containers.images().image(image).map(Image::id).orElse(image.digest());
        if (request.tags().isEmpty()) {
            writing.keep(image);
        }
        for (var tag : request.tags()) {
            writing.tag(tag, image);
        }
        return new Built(image, id);
    }

    private StageState state(int number) {
        var state = done.get(number);
        if (state == null) {
            throw new IllegalStateException("stage " + number + " is not built");
        }
        return state;
    }

    private Ignore ignore() throws IOException {
        var own = request.file().resolveSibling(request.file().getFileName() + ".dockerignore");
        var file = Files.exists(own) ? own : request.context().resolve(".dockerignore");
        return Files.exists(file)
                ? Ignore.parse(file.getFileName().toString(), Files.readString(file))
                : Ignore.NOTHING;
    }

    private Stage target() throws IOException {
        var stages = dockerfile.stages();
        if (request.target().isEmpty()) {
            return stages.get(stages.size() - 1);
        }
        var names = stages.stream().map(Stage::name).toList();
        return dockerfile
                .stage(request.target(), stages.size())
                .orElseThrow(() -> new BuildException(
                        "there is no stage " + request.target()
                                + Guess.of(request.target(), names)
                                        .map(name -> " (did you mean " + name + "?)")
                                        .orElse(": there are " + String.join(", ", names)),
                        1,
                        null));
    }

    /** The stages that one needs, itself the last. */
    private TreeSet<Integer> wanted(Stage stage) {
        var wanted = new TreeSet<Integer>();
        dockerfile.stage(stage.from().image(), stage.number()).ifPresent(other -> wanted.addAll(wanted(other)));
        for (var instruction : stage.instructions()) {
            if (instruction instanceof Instruction.Copy copy && copy.flags().containsKey("from")) {
                dockerfile
                        .stage(copy.flags().getOrDefault("from", ""), stage.number())
                        .ifPresent(other -> wanted.addAll(wanted(other)));
            }
        }
        wanted.add(stage.number());
        return wanted;
    }

    /** What is declared before the first stage counts for the names of images, and for stages that declare it again. */
    private void declareGlobal() throws IOException {
        var platform = Platform.current();
        for (var name : new String[] {"TARGET", "BUILD"}) {
            global.put(name + "PLATFORM", platform.os() + "/" + platform.architecture());
            global.put(name + "OS", platform.os());
            global.put(name + "ARCH", platform.architecture());
            global.put(name + "VARIANT", platform.variant());
        }
        for (var arg : dockerfile.arguments()) {
            for (var pair : arg.pairs()) {
                unused.remove(pair.key());
                var given = request.arguments().get(pair.key());
                if (given != null) {
                    global.put(pair.key(), given);
                } else if (pair.value().isPresent()) {
                    global.put(
                            pair.key(),
                            Variables.expand(pair.value().get(), dockerfile.escape(), this::global, arg.at()));
                }
            }
        }
    }

    private Optional<String> global(String name) {
        return Optional.ofNullable(global.get(name));
    }

    private void stage(Stage stage) throws IOException {
        var from = stage.from();
        listener.step(++step, steps, from.text());
        var state = begin(stage);
        listener.done(state.key().substring(0, Math.min(12, state.key().length())));
        if (writer == null || context == null) {
            throw new IllegalStateException("the build has not begun");
        }
        var runner = new StageRunner(containers, writer, request, listener, cache, dockerfile, this::source, now);
        for (var trigger : runner.triggers(state, from.at())) {
            check();
            steps++;
            runner.run(trigger, state, global, unused, ++step, steps, this::hold);
        }
        for (var instruction : stage.instructions()) {
            check();
            runner.run(instruction, state, global, unused, ++step, steps, this::hold);
        }
        done.put(stage.number(), state);
    }

    private void hold(@Nullable StepContainer container) throws IOException {
        current = container;
        if (container != null) {
            check();
        }
    }

    private void check() throws BuildException {
        if (cancelled) {
            throw new BuildException("the build was interrupted", INTERRUPTED, null);
        }
    }

    private StageState begin(Stage stage) throws IOException {
        var from = stage.from();
        var name = Variables.expand(from.image(), dockerfile.escape(), this::global, from.at());
        if (name.isEmpty()) {
            throw new DockerfileException(from.at(), "the name of the image is empty once its variables are replaced");
        }
        var other = dockerfile.stage(name, stage.number());
        if (other.isPresent()) {
            var below = state(other.get().number());
            var state = new StageState(below.config(), below.layers(), below.key());
            if (below.missed()) {
                state.miss();
            }
            return state;
        }
        if (name.equals(SCRATCH)) {
            return new StageState(ImageConfig.scratch(now), List.of(), SCRATCH);
        }
        return onImage(image(name, from.at()));
    }

    private Image image(String name, Position at) throws IOException {
        try {
            return containers.images().open(name);
        } catch (ImageException e) {
            throw new DockerfileException(at, String.valueOf(e.getMessage()));
        }
    }

    private static StageState onImage(Image image) {
        return new StageState(image.config(), layers(image), image.id().hex());
    }

    /** The layers of an image, as they are in the store. */
    static List<StoredLayer> layers(Image image) {
        var layers = new ArrayList<StoredLayer>();
        for (var i = 0; i < image.config().diffIds().size(); i++) {
            layers.add(new StoredLayer(
                    image.manifest().layers().get(i), image.config().diffIds().get(i)));
        }
        return layers;
    }

    /** Where an instruction copies from: the context, or the files of a stage or an image. */
    private CopySource source(Instruction.Copy copy, Settings settings) throws IOException {
        var from = copy.flags().get("from");
        if (context == null || writer == null) {
            throw new IllegalStateException("the build has not begun");
        }
        if (from == null) {
            return new CopySource(context, Optional.empty(), () -> {});
        }
        var stage = dockerfile.stages().stream()
                .filter(s -> done.containsKey(s.number()))
                .filter(s -> s.name().equalsIgnoreCase(from)
                        || Integer.toString(s.number()).equals(from))
                .findFirst();
        var state = stage.isPresent()
                ? state(stage.get().number())
                : onImage(image(settings.expand(from, copy.at()), copy.at()));
        var container = StepContainer.create(containers, writer, state, List.of(), Map.of(), request.labels());
        return new CopySource(new Context(container.files(), Ignore.NOTHING), Optional.of(state.files()), container);
    }
}
