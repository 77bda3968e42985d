package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.image.Image;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Child;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Trace;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/** Starts a container: writes down what will be made, makes it, lets the script run, and takes all back if the command is not reached. */
final class StartContainer {

    private final ImageStore images;
    private final Cgroups cgroups;
    private final SharedUserNamespace mapped;

    StartContainer(ImageStore images, Cgroups cgroups, SharedUserNamespace mapped) {
        this.images = images;
        this.cgroups = cgroups;
        this.mapped = mapped;
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

    Running start(ContainerSpec spec, Place place, @Nullable Stdio stdio) throws IOException {
        var started = System.nanoTime();
        var privileged = Kernel.get().geteuid() == 0;
        var image = images.open(spec.image());
        var map = idMap(spec, privileged);
        var cgroup = place.record().cgroup();
        if (cgroup.exists()) {
            cgroup.remove();
        }
        cgroup = cgroups.create(cgroup.name(), spec.limits());
        var root = new RootFileSystem(image, place.root(), privileged);
        root.create(map);
        files(place, spec, map);
        var start = new StartScript.Start(
                spec,
                place.id(),
                place.folder().path(),
                spec.command().isEmpty() ? image.config().command() : spec.command(),
                environment(image, spec),
                spec.workdir().isEmpty() ? image.config().workdir() : spec.workdir(),
                map,
                privileged,
                cgroup,
                cgroups.flavour(),
                root,
                privileged && map != null ? new MappedCopies(mapped.of(map)) : null);
        return launch(start, place, stdio, started);
    }

    private Running launch(StartScript.Start start, Place place, @Nullable Stdio stdio, long started)
            throws IOException {
        var kernel = Kernel.get();
        var folder = place.folder();
        try (var io = stdio == null ? Detached.open(folder.log(), start.spec().stdin()) : Detached.of(stdio)) {
            var file = folder.trace();
            var flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
            try (var traceFd = kernel.open(file.toString(), flags, 0600);
                    var fds = new FdTable(io.stdio(), traceFd)) {
                var ends = start.spec().terminal() ? Descriptors.pair() : List.<Fd>of();
                var done = kernel.pipe();
                try (var in = done.get(0)) {
                    fds.give(done.get(1), "done");
                    var written = new StartScript(start, fds).write(ends.isEmpty() ? null : ends.get(1), io.heldOpen());
                    var record = place.record().with(start.cgroup(), written.map());
                    folder.write(record, written.script());
                    var trace = Trace.create(traceFd, written.script());
                    var child =
                            Launcher.start(written.script(), fds.list(), true, ContainerFolder.monitorName(place.id()));
                    fds.close();
                    io.close();
                    var terminal = ends.isEmpty()
                            ? null
                            : Descriptors.receive(ends.get(0)).orElse(null);
                    while (kernel.read(in, new byte[16]) > 0) {
                        continue;
                    }
                    check(written, trace, child);
                    return new Running(place.id(), record.name(), child, trace, written.map(), terminal, started);
                } finally {
                    ends.forEach(Fd::close);
                }
            }
        }
    }

    /** The command was reached if the pipe ended without a failed call. */
    static void check(StartScript.Written written, Trace trace, Child child) throws IOException {
        var map = written.map();
        if (trace.failed().isEmpty() && !ExecFailure.happened(trace, map)) {
            return;
        }
        var ended = child.await();
        child.close();
        if (ExecFailure.happened(trace, map)) {
            var error = ExecFailure.error(trace, map);
            var code = ExecFailure.exitCode(trace, map);
            var command = written.command();
            throw new ContainerException(
                    code == ExecCalls.NOT_FOUND
                            ? "exec: \"" + command + "\": not found in the container"
                            : "exec: \"" + command + "\": " + Errno.nameOf(error),
                    code,
                    null);
        }
        if (ended.exited() && ended.status() == IdMapCalls.HELPER_FAILED) {
            throw new ContainerException("newuidmap or newgidmap refused the id ranges of /etc/subuid and /etc/subgid");
        }
        throw new ContainerException("the container could not be started: " + Failures.of(written.script(), trace));
    }

    private static @Nullable IdMap idMap(ContainerSpec spec, boolean privileged) throws IOException {
        if (!spec.shared().contains(NamespaceType.USER)) {
            return new IdMaps(Path.of("/etc")).choose();
        }
        if (!privileged) {
            throw new ContainerException(
                    "--userns host needs root: an ordinary user may make the other namespaces only inside a user namespace");
        }
        return null;
    }

    static Map<String, String> environment(Image image, ContainerSpec spec) {
        var env = new LinkedHashMap<>(image.config().env());
        env.put("HOME", UserId.parse(spec.user()).uid() == 0 ? "/root" : "/");
        if (spec.terminal()) {
            env.put("TERM", "xterm");
        }
        env.putAll(spec.env());
        return env;
    }

    /** The files that are mounted over those in {@code /etc}. */
    private static void files(Place place, ContainerSpec spec, @Nullable IdMap map) throws IOException {
        var hostname = spec.hostname().isEmpty() ? place.id().substring(0, 12) : spec.hostname();
        var hosts = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\t" + hostname + "\n";
        var resolv = Path.of("/etc/resolv.conf");
        var contents = Map.of(
                "hosts",
                hosts,
                "hostname",
                hostname + "\n",
                "resolv.conf",
                Files.isReadable(resolv) ? Files.readString(resolv, StandardCharsets.ISO_8859_1) : "");
        for (var name : contents.keySet()) {
            var file = place.folder().path().resolve(name);
            Files.writeString(file, contents.get(name));
            if (map != null && Kernel.get().geteuid() == 0) {
                Kernel.get().lchown(file.toString(), map.rootUid(), map.rootGid());
            }
        }
    }
}
