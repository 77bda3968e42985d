package lab.shell.homework;

import java.util.List;
import lab.runtime.container.ContainerException;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Gate;
import lab.runtime.container.Volume;
import lab.runtime.namespace.NamespaceType;

/** Lets containers of a submission pass that have nothing of this host, whatever line asked for them. */
final class Strict implements Gate {

    private static final List<NamespaceType> SHARED = List.of(
            NamespaceType.USER,
            NamespaceType.NET,
            NamespaceType.PID,
            NamespaceType.IPC,
            NamespaceType.UTS,
            NamespaceType.CGROUP);

    private volatile boolean closed;

    /** Lets nothing pass any more. */
    void close() {
        closed = true;
    }

    @Override
    public void outside() throws ContainerException {
        throw new ContainerException("a submission runs nothing outside of its containers");
    }

    @Override
    public void pass(ContainerSpec spec) throws ContainerException {
        if (closed) {
            throw new ContainerException("the time for this exercise is over");
        }
        for (var type : SHARED) {
            if (spec.namespaces().host(type)) {
                throw new ContainerException("a submission gets nothing of the host's: its " + type + " namespace");
            }
        }
        if (spec.isolation().privileged() || !spec.isolation().devices().isEmpty()) {
            throw new ContainerException("a submission gets nothing of the host's: its devices");
        }
        // The workbench shows this host's programs, which only the lab itself can ask for in this way.
        if (!spec.volumes().stream().allMatch(volume -> volume.readOnly() && volume.plain())) {
            throw new ContainerException("a submission gets nothing of the host's: "
                    + spec.volumes().stream().map(Volume::source).toList());
        }
    }
}
