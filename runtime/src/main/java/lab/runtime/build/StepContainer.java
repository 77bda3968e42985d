package lab.runtime.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Containers;
import lab.runtime.container.Maker;
import lab.runtime.container.Stdio;
import lab.runtime.file.Tree;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.StoreWriter;
import lab.runtime.image.StoredLayer;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;

/** The container that one step is done in. It is gone when this is closed; if this JVM is killed, the next sweep ends and removes it. */
final class StepContainer implements CopySource.Closing {

    private static final int BLOCK = 1 << 14;
    private static final int TAR_END = 1024;

    private final Containers containers;
    private final StoreWriter writer;
    private final String id;

    private StepContainer(Containers containers, StoreWriter writer, String id) {
        this.containers = containers;
        this.writer = writer;
        this.id = id;
    }

    /**
     * Makes one of a stage's image so far.
     *
     * @param command what it will run; empty for nothing
     * @param env variables beside those of the image
     */
    static StepContainer create(
            Containers containers,
            StoreWriter writer,
            StageState state,
            List<String> command,
            Map<String, String> env,
            Map<String, String> labels)
            throws IOException {
        var image = image(writer, state);
        var spec = ContainerSpec.of(image)
                .command(command.isEmpty() ? List.of("/") : command)
                .user(state.run().user())
                .workdir(state.run().workdir())
                .label(ContainerSpec.BUILD, Maker.ofThisProcess().toString());
        env.forEach(spec::env);
        labels.forEach(spec::label);
        return new StepContainer(
                containers, writer, containers.create(spec.build()).id());
    }

    /** An overlay needs a layer below, so an image without any gets an empty one here. */
    private static String image(StoreWriter writer, StageState state) throws IOException {
        var layers = new ArrayList<>(state.layers());
        var run = state.run().with().entrypoint(List.of()).build();
        var config = new ImageConfig(
                Optional.empty(),
                "",
                state.config().platform(),
                run,
                state.config().diffIds(),
                List.of());
        if (layers.isEmpty()) {
            var empty = writer.layer(out -> out.write(new byte[TAR_END]));
            layers.add(empty);
            config = config.plusLayer(empty.diffId(), new ImageConfig.History(Optional.empty(), "", "", "", false));
        }
        return writer.image(config, layers).digest().toString();
    }

    String id() {
        return id;
    }

    /** Its files, while it does not run. */
    Tree files() throws IOException {
        return containers.files().open(id);
    }

    /** Runs its command and gives the exit code. */
    int run(BuildListener listener) throws IOException {
        var pipe = Kernel.get().pipe();
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDONLY, 0);
                var running = containers.start(id, new Stdio(none, pipe.get(1), pipe.get(1)))) {
            pipe.get(1).close();
            var block = new byte[BLOCK];
            for (var n = Kernel.get().read(pipe.get(0), block);
                    n > 0;
                    n = Kernel.get().read(pipe.get(0), block)) {
                listener.output(block, n);
            }
            return running.await();
        } finally {
            pipe.forEach(Fd::close);
        }
    }

    /** What has changed in it, as a layer of the store. */
    StoredLayer layer(long latest) throws IOException {
        return containers.files().layer(id, writer, latest);
    }

    @Override
    public void close() throws IOException {
        if (containers.find(id).isPresent()) {
            containers.remove(id, true);
        }
    }
}
