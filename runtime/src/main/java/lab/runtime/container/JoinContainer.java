package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import lab.runtime.image.Image;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;

/** Starts a process in a running container. */
final class JoinContainer {

    /** What a joining process is called, with the container's id, until it has become the command. */
    static final String NAME = "lab-exec ";

    private JoinContainer() {}

    static Running start(ContainerStatus container, Image image, ExecSpec spec, Stdio stdio, Kept kept)
            throws IOException {
        var started = System.nanoTime();
        var map = container.spec().namespaces().host(NamespaceType.USER)
                ? null
                : IdMaps.ofProcess(
                        Path.of("/proc", Integer.toString(container.pid().orElseThrow())));
        var user = new Users(List.of(Path.of("/proc", container.pid().orElseThrow() + "", "root")))
                .find(UserName.parse(StartContainer.user(
                        image, spec.user().isEmpty() ? container.spec().user() : spec.user())));
        var env = new LinkedHashMap<>(StartContainer.environment(image, container.spec(), user));
        if (spec.terminal()) {
            env.put("TERM", "xterm");
        }
        env.putAll(spec.env());
        var workdir = spec.workdir().isEmpty() ? workdir(container, image) : spec.workdir();
        var isolation = container.spec().isolation();
        var filter = kept.filters().filter(isolation.seccomp(), isolation.capabilityNames());
        try (var trace = Kernel.get().memfd("lab-exec")) {
            var launch = new Launch(stdio, trace, spec.terminal(), NAME + container.shortId());
            var launched = launch.run(
                    (fds, terminal) ->
                            new JoinScript(fds).write(container, spec, user, env, workdir, map, filter, terminal),
                    script -> {});
            return new Running(container.id(), container.name(), launched, null, kept.unreaped(), started);
        }
    }

    private static String workdir(ContainerStatus container, Image image) {
        return container.spec().workdir().isEmpty()
                ? image.config().run().workdir()
                : container.spec().workdir();
    }
}
