package lab.shell.session;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.Stdio;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.observe.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A learner's place: the workbench and the containers of one lab shell. What is in it goes when the shell ends; if the shell is killed, the
 * next one takes the place over.
 */
public final class Place implements AutoCloseable {

    private static final String WORKBENCH = "lab.workbench";

    private final Containers containers;
    private final PlaceFolder folder;
    private final String id;
    private final boolean adopted;
    private String exercise = "";
    private @Nullable String workbench;

    private Place(Containers containers, PlaceFolder folder, String id) throws IOException {
        this.containers = containers;
        this.folder = folder;
        this.id = id;
        this.adopted = runningWorkbench().isPresent();
    }

    /**
     * Takes a place.
     *
     * @param adopt whether one that a killed shell has left may be taken, with its containers
     */
    static Place open(Containers containers, boolean adopt) throws IOException {
        var folder = new PlaceFolder(containers.paths().runtime());
        var place = new Place(containers, folder, folder.take(adopt));
        for (var abandoned : folder.abandoned()) {
            new Place(containers, folder, abandoned).close();
        }
        return place;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Whether a killed shell has left it with a running workbench. */
    public boolean adopted() {
        return adopted;
    }

    /** The labels of a container that is made in it now. */
    public Map<String, String> labels() {
        return Map.of(ContainerSpec.PLACE, id, ContainerSpec.EXERCISE, exercise);
    }

    /** The containers in it, the workbench among them. */
    public List<ContainerStatus> containers() throws IOException {
        return containers.list().stream().filter(this::owns).toList();
    }

    /** Whether a container is the workbench of some place. */
    public static boolean isWorkbench(ContainerStatus container) {
        return container.spec().labels().containsKey(WORKBENCH);
    }

    /** The running workbench, which is made when it is not there. */
    public synchronized String workbench() throws IOException {
        if (workbench != null
                && containers.find(workbench).filter(ContainerStatus::running).isPresent()) {
            return workbench;
        }
        var found = runningWorkbench();
        if (found.isPresent()) {
            workbench = found.get().name();
            return workbench;
        }
        for (var old : containers()) {
            if (isWorkbench(old)) {
                containers.remove(old.id(), true);
            }
        }
        var spec = Workbench.spec("workbench-" + id, Map.of(ContainerSpec.PLACE, id, WORKBENCH, "true"));
        try (var running = containers.start(spec, null)) {
            workbench = running.name();
            return workbench;
        }
    }

    private Optional<ContainerStatus> runningWorkbench() throws IOException {
        return containers().stream().filter(c -> isWorkbench(c) && c.running()).findFirst();
    }

    /** Writes an answer where the checks look for it: into the workbench, as anyone in there can. */
    public void answer(String value) throws IOException {
        var write = ExecSpec.of(List.of("/bin/sh", "-c", "printf '%s\\n' \"$1\" >" + Scope.ANSWER, "lab", value));
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = containers.exec(workbench(), write, new Stdio(none, none, none))) {
            var code = running.await();
            if (code != 0) {
                throw new IOException("the answer could not be written to " + Scope.ANSWER
                        + " in the workbench: printf ended with " + code);
            }
        }
    }

    /** Enters an exercise: containers made from here on belong to it; what was made for another one is removed. */
    public synchronized void enter(String exerciseId) throws IOException {
        if (!exercise.equals(exerciseId)) {
            leave();
        }
        exercise = exerciseId;
        for (var container : containers()) {
            var label = container.spec().labels().getOrDefault(ContainerSpec.EXERCISE, "");
            if (!label.isEmpty() && !label.equals(exerciseId)) {
                containers.remove(container.id(), true);
            }
        }
        forgetNetworks();
    }

    /** Removes the networks that were made for other exercises than the one that is open. */
    private void forgetNetworks() throws IOException {
        containers
                .networks()
                .removeLabelled(labels -> id.equals(labels.get(ContainerSpec.PLACE))
                        && !labels.getOrDefault(ContainerSpec.EXERCISE, "").isEmpty()
                        && !exercise.equals(labels.get(ContainerSpec.EXERCISE)));
    }

    /** Leaves the exercise: its containers are removed, and so is the workbench, in which it may have left anything. */
    public synchronized void leave() throws IOException {
        if (!exercise.isEmpty()) {
            for (var container : containers()) {
                if (isWorkbench(container)
                        || exercise.equals(container.spec().labels().get(ContainerSpec.EXERCISE))) {
                    containers.remove(container.id(), true);
                }
            }
            removeVolumes(exercise);
            exercise = "";
            workbench = null;
            forgetNetworks();
        }
    }

    /** Removes everything in it, the workbench too, which is made anew when it is next asked for. */
    public synchronized void clear() throws IOException {
        for (var container : containers()) {
            containers.remove(container.id(), true);
        }
        removeVolumes("");
        containers.networks().removeLabelled(labels -> id.equals(labels.get(ContainerSpec.PLACE)));
        workbench = null;
    }

    /** Removes volumes that were made in this place, for an exercise or, if that is empty, for any. */
    private void removeVolumes(String madeFor) throws IOException {
        for (var volume : containers.volumes().list()) {
            var labels = volume.labels();
            var here = id.equals(labels.get(ContainerSpec.PLACE)) && !labels.containsKey(ContainerSpec.KEEP);
            var wanted = madeFor.isEmpty() || madeFor.equals(labels.get(ContainerSpec.EXERCISE));
            if (here && wanted && containers.volumes().users(volume).isEmpty()) {
                containers.volumes().remove(volume.name());
            }
        }
    }

    private boolean owns(ContainerStatus container) {
        return owns(id, container);
    }

    /** Whether a container belongs to the place with an id. */
    static boolean owns(String id, ContainerStatus container) {
        var labels = container.spec().labels();
        return id.equals(labels.get(ContainerSpec.PLACE)) && !labels.containsKey(ContainerSpec.KEEP);
    }

    @Override
    public void close() throws IOException {
        clear();
        folder.remove(id);
    }
}
