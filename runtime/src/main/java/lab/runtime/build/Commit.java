package lab.runtime.build;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.runtime.cgroup.CgroupException;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Containers;
import lab.runtime.container.State;
import lab.runtime.image.Digest;
import lab.runtime.image.Image;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.RunConfig;

/**
 * Makes an image of a container: that of the container, with one more layer of what it has changed. A container of the new image does what
 * this one was told to do.
 *
 * @param container its name or id
 * @param name the image's name; empty for none
 * @param author who made it; empty for nobody
 * @param message a remark; empty for none
 * @param changes instructions that change the configuration, such as {@code CMD ["sh"]}
 * @param pause whether a running container stands still meanwhile
 */
public record Commit(
        String container, String name, String author, String message, List<String> changes, boolean pause) {

    private static final List<String> ALLOWED =
            List.of("CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR");

    /** Copies the list. */
    public Commit {
        changes = List.copyOf(changes);
    }

    /**
     * Makes it and gives its id.
     *
     * @throws DockerfileException if a change is no instruction, or not one that goes without a build
     */
    public Digest run(Containers containers) throws IOException {
        var status = containers.get(container);
        var image = containers.images().open(status.spec().imageReference());
        var config = image.config().withRun(run(image, status.spec())).withCreated(Instant.now());
        var state = new StageState(config, List.of(), "commit");
        change(state);
        var layers = new ArrayList<>(Build.layers(image));
        var still = pause && status.state() == State.RUNNING && pause(containers, status.id());
        try (var writer = containers.images().writer()) {
            var layer = containers.files().layer(status.id(), writer, Long.MAX_VALUE);
            layers.add(layer);
            var step = new ImageConfig.History(
                    Optional.of(Instant.now()), String.join(" ", status.spec().command()), author, message, false);
            var whole = state.config().plusLayer(layer.diffId(), step);
            var made = writer.image(
                    new ImageConfig(
                            whole.created(), author, whole.platform(), whole.run(), whole.diffIds(), whole.history()),
                    layers);
            if (name.isEmpty()) {
                writer.keep(made);
            } else {
                writer.tag(name, made);
            }
            return containers.images().image(made).map(Image::id).orElse(made.digest());
        } finally {
            if (still) {
                containers.unpause(status.id());
            }
        }
    }

    /** A user who may make no cgroups cannot let a container stand still; then its files are taken as they are in passing. */
    private static boolean pause(Containers containers, String id) throws IOException {
        try {
            containers.pause(id);
            return true;
        } catch (CgroupException e) {
            return false;
        }
    }

    private static RunConfig run(Image image, ContainerSpec spec) {
        var run = image.config().run().with();
        spec.env().forEach(run::env);
        if (!spec.command().isEmpty()) {
            run.cmd(spec.command());
        }
        if (!spec.user().isEmpty()) {
            run.user(spec.user());
        }
        if (!spec.workdir().isEmpty()) {
            run.workingDir(spec.workdir());
        }
        return run.build();
    }

    private void change(StageState state) throws DockerfileException {
        for (var change : changes) {
            for (var line : Lines.read("--change", change).lines()) {
                var instruction = InstructionReader.read(line, '\\');
                var keyword = instruction.text().split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (!ALLOWED.contains(keyword)) {
                    throw new DockerfileException(
                            instruction.at(),
                            keyword + " is no change of a configuration: those are " + String.join(", ", ALLOWED));
                }
                new Settings(state, '\\').change(instruction);
            }
        }
    }
}
