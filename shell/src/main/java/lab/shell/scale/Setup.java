package lab.shell.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;
import lab.runtime.image.ImageStore;
import lab.runtime.service.WebService;
import lab.shell.load.Target;
import org.jspecify.annotations.Nullable;

/** The containers that are measured; all of them go when it is closed. */
final class Setup implements AutoCloseable {

    /** The label of its containers. */
    static final String LABEL = "lab.scale";

    private static final String NAME = "scale-";
    private static final String STORE = "store";

    private final Containers containers;
    private final Map<String, String> labels;
    private final ServiceFolders folders;
    private final List<Replica> started = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private Path lock = Path.of("");

    private Setup(Containers containers, Map<String, String> labels) throws IOException {
        this.containers = containers;
        this.labels = labels;
        for (var left : containers.list()) {
            if (left.spec().labels().containsKey(LABEL) && ours(left)) {
                containers.remove(left.id(), true);
            }
        }
        this.folders = ServiceFolders.in(containers.paths().data().resolve("scale"));
    }

    /** A container of a place that another process took over from one that was killed belongs to that other one. */
    private boolean ours(ContainerStatus left) {
        return labels.getOrDefault(ContainerSpec.PLACE, "")
                .equals(left.spec().labels().getOrDefault(ContainerSpec.PLACE, ""));
    }

    /**
     * One container, whose limit is to change.
     *
     * @param labels of the place that it belongs to
     */
    static Setup up(Containers containers, Map<String, String> labels, ServiceKind kind) throws IOException {
        var setup = new Setup(containers, labels);
        try {
            var one = setup.start(kind.word(), setup.folder(kind.word(), WebService.USUAL, kind), null, Limits.NONE);
            setup.replicas.add(one);
            setup.lock = one.folder().path().resolve(WebService.LOCK);
            return setup;
        } catch (IOException | RuntimeException e) {
            setup.close(e);
            throw e;
        }
    }

    /**
     * Some containers with a quota each, which ask another one without a quota if they share something.
     *
     * @param labels of the place that they belong to
     */
    static Setup out(Containers containers, Map<String, String> labels, ServiceKind kind, int most, double cpus)
            throws IOException {
        var setup = new Setup(containers, labels);
        try {
            Replica behind = null;
            if (kind.locked() > 0) {
                behind = setup.start(STORE, setup.folder(STORE, WebService.UNIT, kind), null, Limits.NONE);
                setup.lock = behind.folder().path().resolve(WebService.LOCK);
            }
            for (var i = 1; i <= most; i++) {
                var name = kind.word() + "-" + i;
                var folder = setup.folder(name, WebService.USUAL, ServiceKind.WEB);
                setup.replicas.add(setup.start(name, folder, behind, Limits.NONE.withCpus(cpus)));
            }
            return setup;
        } catch (IOException | RuntimeException e) {
            setup.close(e);
            throw e;
        }
    }

    private Replica start(String name, ServiceFolder folder, @Nullable Replica behind, Limits limits)
            throws IOException {
        var spec = ContainerSpec.of(ImageStore.WEB)
                .limits(limits)
                .label(LABEL, "true")
                .volume(folder.volume());
        labels.forEach(spec::label);
        if (behind != null) {
            spec.volume(behind.folder().behind(folder));
        }
        var replica = Replica.start(containers, spec, NAME + name, folder);
        started.add(replica);
        return replica;
    }

    private ServiceFolder folder(String name, long work, ServiceKind kind) throws IOException {
        var folder = folders.make(name, work, kind.locked());
        if (kind.sharded()) {
            folder.shard();
        }
        return folder;
    }

    /** The file whose lock all share; it may not be there. */
    Path lock() {
        return lock;
    }

    /** Gives the first one another quota. */
    void cpus(double cpus) throws IOException {
        containers.update(replicas.get(0).name(), Limits.NONE.withCpus(cpus));
    }

    /** Where the first ones are asked. */
    List<Target> targets(int count) {
        return replicas.stream().limit(count).map(Replica::target).toList();
    }

    /** The first ones as they are now. */
    List<ContainerStatus> statuses(int count) throws IOException {
        var all = new ArrayList<ContainerStatus>();
        for (var replica : replicas.subList(0, Math.min(count, replicas.size()))) {
            all.add(replica.status(containers));
        }
        return all;
    }

    private void close(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        started.forEach(Replica::close);
        try {
            for (var container : containers.list()) {
                if (container.spec().labels().containsKey(LABEL) && ours(container)) {
                    containers.remove(container.id(), true);
                }
            }
        } finally {
            folders.close();
        }
    }
}
