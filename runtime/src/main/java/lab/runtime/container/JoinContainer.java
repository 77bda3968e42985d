package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import lab.runtime.image.Image;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.Trace;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;

/** Starts a process in a running container. */
final class JoinContainer {

    private final LabPaths paths;

    JoinContainer(LabPaths paths) {
        this.paths = paths;
    }

    Running start(ContainerStatus container, Image image, ExecSpec spec, Stdio stdio) throws IOException {
        var started = System.nanoTime();
        var kernel = Kernel.get();
        var map = container.spec().shared().contains(NamespaceType.USER) ? null : new IdMaps(Path.of("/etc")).choose();
        var env = new LinkedHashMap<>(StartContainer.environment(image, container.spec()));
        if (spec.terminal()) {
            env.put("TERM", "xterm");
        }
        env.putAll(spec.env());
        try (var traceFd = kernel.memfd("lab-exec");
                var fds = new FdTable(stdio, traceFd)) {
            var ends = spec.terminal() ? Descriptors.pair() : List.<Fd>of();
            var done = kernel.pipe();
            try (var in = done.get(0)) {
                fds.give(done.get(1), "done");
                var workdir = spec.workdir().isEmpty() ? workdir(container, image) : spec.workdir();
                var written = new JoinScript(fds)
                        .write(container, spec, env, workdir, map, ends.isEmpty() ? null : ends.get(1));
                var trace = Trace.create(traceFd, written.script());
                var child = Launcher.start(written.script(), fds.list(), true, "lab-exec " + container.id());
                fds.close();
                var terminal =
                        ends.isEmpty() ? null : Descriptors.receive(ends.get(0)).orElse(null);
                while (kernel.read(in, new byte[16]) > 0) {
                    continue;
                }
                StartContainer.check(written, trace, child);
                return new Running(container.id(), container.name(), child, trace, written.map(), terminal, started);
            } finally {
                ends.forEach(Fd::close);
            }
        }
    }

    private static String workdir(ContainerStatus container, Image image) {
        return container.spec().workdir().isEmpty()
                ? image.config().workdir()
                : container.spec().workdir();
    }
}
