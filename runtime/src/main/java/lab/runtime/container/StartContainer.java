package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/** Starts a container: writes down what will be made, makes it, lets the script run, and takes all back if the command is not reached. */
final class StartContainer {

    private final ImageStore images;
    private final Cgroups cgroups;
    private final Kept kept;
    private final Joins.Finder finder;
    private final ContainerNetworks networks;

    StartContainer(ImageStore images, Cgroups cgroups, Kept kept, Joins.Finder finder, ContainerNetworks networks) {
        this.images = images;
        this.cgroups = cgroups;
        this.kept = kept;
        this.finder = finder;
        this.networks = networks;
    }

    /** A new container's place in the folders and its identity. */
    record Place(Record record, ContainerFolder folder) {

        String id() {
            return record.id();
        }

        Path root() {
            return Path.of(record.root());
        }
    }

    Running start(ContainerSpec wanted, Place place, @Nullable Stdio stdio) throws IOException {
        var started = System.nanoTime();
        var privileged = Kernel.get().geteuid() == 0;
        var holder = privileged || !wanted.network().joined() ? null : networks.holder();
        var spec = holder == null
                ? wanted
                : wanted.withNamespaces(
                        wanted.namespaces().with(NamespaceType.USER, new NamespaceMode.Joined(Joins.HOLDER)));
        var image = images.open(spec.imageReference());
        var joins = Joins.of(spec.namespaces(), finder, holder);
        var map = idMap(spec, joins, privileged);
        var copies = privileged && map != null ? kept.copies() : null;
        if (map != null) {
            kept.copies().map(map);
        }
        var places = networks.take(place.id(), place.record().name(), spec);
        try (var root = new RootFileSystem(image, place.root(), privileged);
                var plug = networks.plug(places)) {
            var cgroup = cgroup(spec, place.record().cgroup().name(), map);
            root.create(map, copies);
            var user = new Users(root.folders()).find(UserName.parse(user(image, spec.user())));
            var donor = joins.donor(NamespaceType.NET);
            var files = donor.isPresent()
                    ? NetworkFiles.share(place.folder().path(), donor.get())
                    : NetworkFiles.write(place.folder().path(), spec, place.id(), map, places, networks.seenBy(places));
            networks.announce(places);
            var filter = kept.filters()
                    .filter(spec.isolation().seccomp(), spec.isolation().capabilityNames());
            var start = new StartScript.Start(
                    spec,
                    command(image, spec),
                    environment(image, spec, user),
                    spec.workdir().isEmpty() ? image.config().run().workdir() : spec.workdir(),
                    map,
                    privileged,
                    cgroup,
                    cgroups.flavour(),
                    delegated(spec, cgroup),
                    root,
                    copies,
                    joins,
                    files,
                    plug,
                    user,
                    DeviceFolder.wanted(spec.isolation(), privileged),
                    filter);
            return launch(start, place, stdio, started);
        }
    }

    private Cgroup cgroup(ContainerSpec spec, String name, @Nullable IdMap map) throws IOException {
        return spec.profile() == Profile.WORKBENCH && map != null
                ? cgroups.createDelegated(name, map.rootUid(), map.rootGid())
                : cgroups.create(
                        name,
                        spec.limits(),
                        DeviceFolder.list(spec.isolation(), Kernel.get().geteuid() == 0, map != null));
    }

    /** The workbench's own directories, as far as this user could make them. */
    private Map<String, Path> delegated(ContainerSpec spec, Cgroup cgroup) {
        return spec.profile() == Profile.WORKBENCH ? cgroups.byMount(cgroup) : Map.of();
    }

    private Running launch(StartScript.Start start, Place place, @Nullable Stdio stdio, long started)
            throws IOException {
        var folder = place.folder();
        var spec = start.spec();
        var flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
        try (var io = stdio == null ? Detached.open(folder, spec, start.owns(NamespaceType.PID)) : Detached.of(stdio);
                var trace = Kernel.get().open(folder.trace().toString(), flags, 0600)) {
            if (start.privileged() && start.map() != null) {
                io.stdio().handOver(start.map());
            }
            var launch = new Launch(
                    io.stdio(), trace, spec.terminal() && io.output() == null, ContainerFolder.monitorName(place.id()));
            return launch(start, place, launch, io, started);
        }
    }

    private Running launch(StartScript.Start start, Place place, Launch launch, Detached io, long started)
            throws IOException {
        var end = Kernel.get().pipe();
        try {
            var launched = launch.run(
                    (fds, terminal) ->
                            new StartScript(start, fds).write(terminal, io.heldOpen(), end.get(1), io.output()),
                    script -> {
                        place.folder().write(script);
                        // A monitor that copies the output ends when nobody else can write to it.
                        io.close();
                        if (start.plug() != null) {
                            start.plug().connect();
                        }
                    });
            return new Running(place.id(), place.record().name(), launched, end.get(0), kept.unreaped(), started);
        } catch (IOException e) {
            end.forEach(Fd::close);
            throw e;
        }
    }

    private static @Nullable IdMap idMap(ContainerSpec spec, Joins joins, boolean privileged) throws IOException {
        if (spec.namespaces().owns(NamespaceType.USER)) {
            return new IdMaps(Path.of("/etc")).choose();
        }
        if (spec.namespaces().joined(NamespaceType.USER).isPresent()) {
            return joins.map();
        }
        if (!privileged) {
            throw new ContainerException(
                    "--userns host needs root: an ordinary user may make the other namespaces only inside a user namespace");
        }
        return null;
    }

    static List<String> command(Image image, ContainerSpec spec) throws ContainerException {
        var command = image.config().run().command(spec.command());
        if (command.isEmpty()) {
            throw new ContainerException("no command: the image " + spec.image() + " has none of its own, so give one");
        }
        return command;
    }

    /** The user that was asked for, or else the image's own. */
    static String user(Image image, String asked) {
        return asked.isEmpty() ? image.config().run().user() : asked;
    }

    /** The container with its image written down by digest, since the name may come to mean another. */
    static ContainerSpec pinned(ContainerSpec spec, Image image) {
        return HostNames.isOne(spec.image())
                ? spec
                : spec.withLabel(ContainerSpec.IMAGE, image.digest().toString());
    }

    static Map<String, String> environment(Image image, ContainerSpec spec, UserId user) {
        var env = new LinkedHashMap<>(image.config().run().environment());
        env.put("HOME", user.home());
        if (spec.terminal()) {
            env.put("TERM", "xterm");
        }
        env.putAll(spec.env());
        return env;
    }
}
