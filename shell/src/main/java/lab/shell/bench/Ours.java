package lab.shell.bench;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.ContainerSpec;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.shell.session.Lab;

/** The lab's own containers that are measured. */
final class Ours {

    private static final long MEMORY = 64L << 20;
    private static final long PIDS = 100;

    private Ours() {}

    /** One that runs {@code true}, with limits where they can be set. */
    static ContainerSpec limited(boolean network) {
        var limits = Kernel.get().geteuid() == 0
                ? new Limits(OptionalLong.of(MEMORY), OptionalDouble.empty(), OptionalLong.of(PIDS))
                : Limits.NONE;
        var spec = ContainerSpec.of(ImageStore.BASE)
                .command("true")
                .remove(true)
                .limits(limits)
                .build();
        return network
                ? spec
                : spec.withNamespaces(Namespaces.OWN.with(NamespaceType.NET, NamespaceMode.parse("host")));
    }

    /** Starts one, waits for its end and removes it; how long it took until its end, in nanoseconds. */
    static long startToExit(Lab lab, ContainerSpec spec) throws IOException {
        var start = System.nanoTime();
        try (var running = lab.containers().start(spec, null)) {
            running.await();
            var nanos = System.nanoTime() - start;
            lab.containers().remove(running.id(), true);
            return nanos;
        }
    }
}
