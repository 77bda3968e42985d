package lab.runtime.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.runtime.image.Image;
import lab.runtime.image.SharedBase;
import lab.runtime.namespace.IdMaps;

/** Builds in folders of a test's own; all containers go when it is closed. */
final class Workshop implements BuildListener, AutoCloseable {

    /** What happens when a step prints something. */
    interface Interruption {
        /** Does it. */
        void in(Build build) throws IOException;
    }

    private final Path context;
    private final Containers containers;
    private final List<String> found = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final StringBuilder printed = new StringBuilder();
    private Map<String, String> arguments = Map.of();
    private Optional<Instant> epoch = Optional.empty();
    private String target = "";
    private Interruption interruption = build -> {};
    private Optional<Build> running = Optional.empty();

    Workshop(Path dir) throws IOException {
        context = Files.createDirectory(dir.resolve("context"));
        containers = Containers.in(
                new LabPaths(dir.resolve("run"), SharedBase.in(dir.resolve("data")), dir.resolve("state")));
    }

    Path context() {
        return context;
    }

    Containers containers() {
        return containers;
    }

    void file(String path, String text) throws IOException {
        var file = context.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    void arguments(Map<String, String> values) {
        arguments = values;
    }

    void epoch(long seconds) {
        epoch = Optional.of(Instant.ofEpochSecond(seconds));
    }

    void target(String stage) {
        target = stage;
    }

    void onOutput(Interruption what) {
        interruption = what;
    }

    /** Whether containers have more than one user id. */
    boolean wide() throws IOException {
        return new IdMaps(Path.of("/etc")).choose().wide();
    }

    /** Builds the image {@code built} and gives the digest of its manifest. */
    String build(String dockerfile) throws IOException {
        return build(dockerfile, "built");
    }

    String build(String dockerfile, String name) throws IOException {
        found.clear();
        printed.setLength(0);
        var file = context.resolveSibling("Dockerfile");
        Files.writeString(file, dockerfile);
        var request = new BuildRequest(context, file, List.of(name), arguments, target, true, epoch, Map.of());
        var build = new Build(containers, request, this);
        running = Optional.of(build);
        return build.run().image().digest().toString();
    }

    Image image() throws IOException {
        return containers.images().open("built");
    }

    /** What a container of the image prints, both streams. */
    String output() throws IOException {
        try (var running = containers.start(ContainerSpec.of("built").build(), null)) {
            running.await();
            var text = Files.readString(containers.log(running.id())).strip();
            containers.remove(running.id(), true);
            return text;
        }
    }

    /** The names of all images. */
    List<String> names() throws IOException {
        return containers.images().list().stream().map(Image::name).sorted().toList();
    }

    /** How the steps with files were come by. */
    List<String> found() {
        return List.copyOf(found);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    String printed() {
        return printed.toString();
    }

    @Override
    public void step(int number, int count, String text) {}

    @Override
    public void hit() {
        found.add("hit");
    }

    @Override
    public void miss(String reason) {
        found.add("miss: " + reason);
    }

    @Override
    public void output(byte[] bytes, int length) {
        printed.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        try {
            interruption.in(running.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void done(String id) {}

    @Override
    public void warning(String text) {
        warnings.add(text);
    }

    @Override
    public void close() throws IOException {
        for (var container : containers.list()) {
            containers.remove(container.id(), true);
        }
        containers.close();
    }
}
