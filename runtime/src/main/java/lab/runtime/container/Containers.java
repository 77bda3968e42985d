package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Limits;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Trace;
import lab.runtime.network.Networks;
import org.jspecify.annotations.Nullable;

/**
 * The containers of this user. All state is in files and in the kernel: any number of processes may use the same folders at once, and one
 * that is killed loses nothing.
 */
public final class Containers implements AutoCloseable {

    private static final int SIGKILL = 9;

    private final LabPaths paths;
    private final ImageStore images;
    private final Cgroups cgroups;
    private final Kept kept = new Kept();
    private final NewPlaces places;
    private final NameIndex index;
    private final Gate gate;
    private final ContainerNetworks joined;

    private Containers(LabPaths paths, ImageStore images, Cgroups cgroups, Gate gate) throws IOException {
        this.paths = paths;
        this.images = images;
        this.cgroups = cgroups;
        this.gate = gate;
        this.places = new NewPlaces(paths, cgroups);
        this.index = new NameIndex(paths);
        this.joined = new ContainerNetworks(Networks.in(paths.runtime()), paths.containers());
    }

    /** The containers kept in these folders, which are made if they are not there. */
    public static Containers in(LabPaths paths) throws IOException {
        return in(paths, new ImageStore(paths.data()), Cgroups.ofThisProcess(), spec -> {});
    }

    /**
     * The containers kept in these folders, which are made if they are not there.
     *
     * @param images what they are made of, which may lie elsewhere
     * @param cgroups where their cgroups are made
     * @param gate asked before any container is made or started
     */
    public static Containers in(LabPaths paths, ImageStore images, Cgroups cgroups, Gate gate) throws IOException {
        RuntimeFolder.prepare(paths.runtime());
        Files.createDirectories(paths.containers());
        Files.setPosixFilePermissions(paths.containers(), PosixFilePermissions.fromString("rwx--x--x"));
        return new Containers(paths, images, cgroups, gate);
    }

    /** The images they are made of. */
    public ImageStore images() {
        return images;
    }

    /** The cgroups as this process may use them. */
    public Cgroups cgroups() {
        return cgroups;
    }

    /** Which of them are joined to which networks. */
    public ContainerNetworks connections() {
        return joined;
    }

    /** The networks there are. */
    public Networks networks() {
        return joined.networks();
    }

    /** Where their state is kept. */
    public LabPaths paths() {
        return paths;
    }

    /**
     * Makes a container and starts it.
     *
     * @param stdio its standard streams; null for one that runs by itself, with its output in a log
     * @throws ContainerException if the command was not reached; nothing is left of it then
     */
    public Running start(ContainerSpec wanted, @Nullable Stdio stdio) throws IOException {
        gate.pass(wanted);
        var image = images.open(wanted.imageReference());
        var settled = use().settle(StartContainer.pinned(wanted, image), image);
        var spec = settled.withNamespaces(Joins.settle(wanted.namespaces(), this::running));
        var place = places.take(spec);
        try {
            use().fill(spec, image, place.root());
            return starter().start(spec, place, stdio);
        } catch (IOException | RuntimeException e) {
            try {
                discard(place.folder(), place.root());
            } catch (IOException cleanup) {
                e.addSuppressed(cleanup);
            }
            throw e;
        }
    }

    private StartContainer starter() {
        return new StartContainer(images, cgroups, kept, this::running, joined);
    }

    /**
     * Makes a container and does not start it.
     *
     * @throws IOException if there is no such image, or the name is taken
     */
    public ContainerStatus create(ContainerSpec wanted) throws IOException {
        gate.pass(wanted);
        var image = images.open(wanted.imageReference());
        var spec = use().settle(StartContainer.pinned(wanted, image), image);
        var place = places.take(spec);
        place.folder().keep();
        use().fill(spec, image, place.root());
        return get(place.record().id());
    }

    /**
     * Starts a container that was created or has ended.
     *
     * @param stdio its standard streams; null for one that runs by itself, with its output in a log
     * @throws ContainerException if it runs already, or its command was not reached
     */
    public Running start(String nameOrId, @Nullable Stdio stdio) throws IOException {
        var status = get(nameOrId);
        var wanted = status.spec();
        gate.pass(wanted);
        var spec = wanted.withNamespaces(Joins.settle(wanted.namespaces(), this::running));
        return new StartAgain(starter(), cgroups, folder(status.id())).run(spec, stdio);
    }

    /**
     * Gives a container another name.
     *
     * @throws ContainerException if the name is taken
     */
    public void rename(String nameOrId, String name) throws IOException {
        ContainerSpec.of("base").name(name).build();
        FileLock.holding(paths.containers(), () -> {
            var status = get(nameOrId);
            NewPlaces.refuseTaken(index, name);
            var folder = folder(status.id());
            var record = folder.record();
            if (record.isPresent()) {
                folder.write(record.get().withName(name));
                index.put(name, status.id());
                index.remove(status.name(), status.id());
            }
            return status;
        });
    }

    /** Runs a process in a running container. */
    public Running exec(String nameOrId, ExecSpec spec, Stdio stdio) throws IOException {
        var status = running(nameOrId);
        gate.pass(status.spec());
        if (status.state() == State.PAUSED) {
            throw new ContainerException(
                    "container " + status.name() + " is paused: unpause it first (unpause " + status.name() + ")",
                    1,
                    null);
        }
        return JoinContainer.start(status, images.open(status.spec().imageReference()), spec, stdio, kept);
    }

    /** Starts a process of the calling user outside of all containers, with the environment that is given and no other. */
    public Running own(ExecSpec spec, Stdio stdio) throws IOException {
        gate.outside();
        return OwnProcess.start(spec, stdio, kept.unreaped());
    }

    /** All containers, the newest first. */
    public List<ContainerStatus> list() throws IOException {
        kept.unreaped().reap();
        var list = new ArrayList<ContainerStatus>();
        for (var folder : folders()) {
            folder.status().ifPresent(list::add);
        }
        list.sort(Comparator.comparing(ContainerStatus::created).reversed());
        return list;
    }

    /** A container by its name, its id or the start of its id. */
    public Optional<ContainerStatus> find(String nameOrId) throws IOException {
        kept.unreaped().reap();
        var named = index.id(nameOrId);
        if (named.isPresent()) {
            return folder(named.get()).status();
        }
        var matches = folders().stream()
                .filter(folder -> folder.id().startsWith(nameOrId))
                .toList();
        var one = matches.size() == 1 && nameOrId.length() >= 2;
        return one ? matches.get(0).status() : Optional.empty();
    }

    /**
     * A container that must be there.
     *
     * @throws ContainerException if there is none of that name
     */
    public ContainerStatus get(String nameOrId) throws IOException {
        var found = find(nameOrId);
        if (found.isEmpty()) {
            throw new ContainerException("no such container: " + nameOrId, 1, null);
        }
        return found.get();
    }

    private ContainerStatus running(String nameOrId) throws IOException {
        var status = get(nameOrId);
        if (!status.running()) {
            throw new ContainerException("container " + status.name() + " is not running", 1, null);
        }
        return status;
    }

    /** Sends a signal to a container's first process; one that is paused goes on, to get it. */
    public void kill(String nameOrId, int signal) throws IOException {
        EndContainer.signal(running(nameOrId), signal);
    }

    /** Asks a container to end, and ends it if it has not after the time that it was given when it was made. */
    public void stop(String nameOrId) throws IOException {
        stop(nameOrId, get(nameOrId).spec().stop());
    }

    /** Asks a container to end, and ends it if it has not after some seconds. */
    public void stop(String nameOrId, int seconds) throws IOException {
        stop(nameOrId, new StopRequest(get(nameOrId).spec().stop().signal(), seconds));
    }

    /** Asks a container to end in another way than it was made to be asked. */
    public void stop(String nameOrId, StopRequest request) throws IOException {
        EndContainer.stop(get(nameOrId), request);
    }

    /**
     * Lets all processes of a running container stand still.
     *
     * @throws ContainerException if it does not run, or is paused already
     */
    public void pause(String nameOrId) throws IOException {
        PauseContainer.pause(running(nameOrId));
    }

    /**
     * Lets the processes of a paused container go on.
     *
     * @throws ContainerException if it is not paused
     */
    public void unpause(String nameOrId) throws IOException {
        PauseContainer.unpause(get(nameOrId));
    }

    /**
     * Changes what a container may use, at once if it runs, and for its later starts. What the limits leave open stays.
     *
     * @throws IOException if the kernel refuses a limit; none is written down then
     */
    public void update(String nameOrId, Limits limits) throws IOException {
        var status = get(nameOrId);
        new UpdateContainer(cgroups, folder(status.id())).run(status, limits);
    }

    /** Waits for a container's end and gives its exit code. */
    public int await(String nameOrId) throws IOException {
        var status = get(nameOrId);
        EndContainer.await(status, -1);
        return folder(status.id())
                .status()
                .map(s -> s.exitCode().orElse(128 + SIGKILL))
                .orElse(128 + SIGKILL);
    }

    /** Waits for a container's end for some milliseconds at most. */
    public void awaitEnd(String nameOrId, long millis) throws IOException {
        EndContainer.await(get(nameOrId), millis);
    }

    /**
     * Removes a container with all that was made for it.
     *
     * @param force whether it is ended first if it runs
     */
    public void remove(String nameOrId, boolean force) throws IOException {
        remove(nameOrId, force, false);
    }

    /**
     * Removes a container with all that was made for it.
     *
     * @param volumes whether the volumes that have no name go with it, as they do with one that was to be removed at its end
     */
    public void remove(String nameOrId, boolean force, boolean volumes) throws IOException {
        var status = get(nameOrId);
        if (status.running() && !force) {
            throw new ContainerException(
                    "container " + status.name() + " is running: stop it first, or use rm -f", 1, null);
        }
        var folder = folder(status.id());
        var record = folder.record();
        if (record.isPresent()) {
            discard(folder, Path.of(record.get().root()));
        }
        if (volumes || status.spec().remove()) {
            use().release(status.spec());
        }
    }

    /** How many bytes the files take that a container has changed or made. */
    public long size(String nameOrId) throws IOException {
        var record = folder(get(nameOrId).id()).record();
        return record.isEmpty() ? 0 : TreeSize.of(Path.of(record.get().root()).resolve("upper"));
    }

    /** The files of containers. */
    public ContainerFiles files() {
        return new ContainerFiles(this, kept.copies());
    }

    /** The volumes. */
    public NamedVolumes volumes() {
        return new NamedVolumes(paths.data().resolve("volumes").toAbsolutePath(), this::list);
    }

    private VolumeUse use() {
        return new VolumeUse(volumes(), kept.copies());
    }

    /** The output of a detached container. */
    public Path log(String nameOrId) throws IOException {
        return folder(get(nameOrId).id()).log();
    }

    /** What a detached container has printed, line by line. */
    public ContainerLog lines(String nameOrId) throws IOException {
        var folder = folder(get(nameOrId).id());
        return new ContainerLog(folder.log(), folder.times());
    }

    /**
     * A running container's input.
     *
     * @throws ContainerException if it does not run
     */
    public Attachment attach(String nameOrId) throws IOException {
        return Attachment.open(running(nameOrId));
    }

    /** The calls that made a container, with what the kernel answered. */
    public Explanation explain(String nameOrId) throws IOException {
        var folder = folder(get(nameOrId).id());
        return Explanation.of(folder.calls(), Trace.open(folder.trace()));
    }

    /**
     * Removes what belongs to nobody: half-made containers of processes that were killed, and ended ones that were to go at their end.
     *
     * @return the names of what was removed
     */
    public List<String> sweep() throws IOException {
        return new Sweep(paths, cgroups, folders(), joined).run(list(), use());
    }

    List<ContainerFolder> folders() throws IOException {
        return ContainerFolder.below(paths.containers());
    }

    void discard(ContainerFolder folder, Path root) throws IOException {
        RemoveContainer.run(folder, root);
        joined.release(folder.path().getFileName().toString());
    }

    ContainerFolder folder(String id) {
        return new ContainerFolder(paths.containers().resolve(id));
    }

    @Override
    public void close() throws IOException {
        kept.close();
        joined.networks().close();
    }
}
