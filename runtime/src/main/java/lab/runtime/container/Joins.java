package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import org.jspecify.annotations.Nullable;

/**
 * The running containers whose namespaces a new one joins. Whoever joins a namespace of a container joins its user namespace, too: that is
 * the owner of all its others, and only in there has the new container's root any say over them; user_namespaces(7), "Interaction of user
 * namespaces and other types of namespaces". Docker does the same when it maps ids.
 */
final class Joins {

    /** Finds a container that must be running. */
    interface Finder {
        /** The container of that name or id. */
        ContainerStatus running(String nameOrId) throws IOException;
    }

    /** What stands for the holder of the networks among the donors. */
    static final String HOLDER = "lab-router";

    private final Map<NamespaceType, ContainerStatus> donors;
    private final Map<String, Operand> pidfds = new LinkedHashMap<>();

    private final @Nullable Integer holder;

    /** No other container. */
    static Joins none() {
        return new Joins(Map.of(), null);
    }

    private Joins(Map<NamespaceType, ContainerStatus> donors, @Nullable Integer holder) {
        this.donors = donors;
        this.holder = holder;
    }

    /**
     * What is meant in the end: ids instead of names, the host's where the other container has the host's, and the user namespace that
     * belongs to what is joined.
     */
    static Namespaces settle(Namespaces wanted, Finder find) throws IOException {
        var settled = wanted;
        ContainerStatus first = null;
        for (var type : wanted.modes().keySet()) {
            var joined = wanted.joined(type);
            if (joined.isEmpty()) {
                continue;
            }
            var donor = donor(find, type, joined.get());
            settled = settled.with(type, asDonor(donor, type));
            if (first == null) {
                first = donor;
                settled = withUser(settled, donor);
            } else if (!user(first).sameAs(user(donor))) {
                throw new ContainerException("containers " + first.name() + " and " + donor.name()
                        + " live in different user namespaces, and a new one can join only one of them: start "
                        + donor.name() + " with a namespace of " + first.name() + ", such as --net container:"
                        + first.name() + ", then it lives in the same");
            }
        }
        return settled;
    }

    /**
     * The donors of namespaces that are settled.
     *
     * @param holder the pid of the process that holds an ordinary user's networks, if its user namespace is to be joined: whoever lays a
     *     cable needs a say over both ends
     */
    static Joins of(Namespaces settled, Finder find, @Nullable Integer holder) throws IOException {
        var donors = new EnumMap<NamespaceType, ContainerStatus>(NamespaceType.class);
        for (var type : settled.modes().keySet()) {
            var joined = settled.joined(type);
            if (joined.isPresent() && !(holder != null && type == NamespaceType.USER)) {
                donors.put(type, find.running(joined.get()));
            }
        }
        return new Joins(donors, holder);
    }

    private static ContainerStatus donor(Finder find, NamespaceType type, String name) throws IOException {
        try {
            return find.running(name);
        } catch (ContainerException e) {
            throw new ContainerException(
                    "cannot join the " + type.file() + " namespace of " + name + ": " + e.getMessage(),
                    ContainerException.FAILED,
                    e);
        }
    }

    private static NamespaceMode asDonor(ContainerStatus donor, NamespaceType type) {
        return donor.spec().namespaces().host(type) ? NamespaceMode.HOST : new NamespaceMode.Joined(donor.id());
    }

    private static Namespaces withUser(Namespaces settled, ContainerStatus donor) throws ContainerException {
        var users = asDonor(donor, NamespaceType.USER);
        if (settled.host(NamespaceType.USER) && !users.equals(NamespaceMode.HOST)) {
            throw new ContainerException("--userns host does not go with a namespace of container " + donor.name()
                    + ", which has a user namespace of its own: who joins one of its namespaces joins that one, too");
        }
        return settled.with(NamespaceType.USER, users);
    }

    private static Identity user(ContainerStatus donor) throws IOException {
        return new Identity(
                KernelFiles.stat("/proc/" + donor.pid().orElseThrow() + "/ns/" + NamespaceType.USER.file()));
    }

    /** Two processes are in one namespace if its file has the same device and inode. */
    private record Identity(FileStat stat) {
        boolean sameAs(Identity other) {
            return stat.device() == other.stat.device() && stat.inode() == other.stat.inode();
        }
    }

    /** The container whose namespace of a kind is joined. */
    Optional<ContainerStatus> donor(NamespaceType type) {
        return Optional.ofNullable(donors.get(type));
    }

    /** The id map of the user namespace that is joined. */
    IdMap map() throws IOException {
        if (holder != null) {
            return IdMaps.ofProcess(Path.of("/proc", holder.toString()));
        }
        var user = donors.get(NamespaceType.USER);
        if (user == null) {
            throw new IllegalStateException("no user namespace is joined");
        }
        return IdMaps.ofProcess(Path.of("/proc", Integer.toString(user.pid().orElseThrow())));
    }

    /** Opens what the script enters the namespaces by. */
    void open(FdTable fds) throws IOException {
        if (holder != null) {
            pidfds.put(HOLDER, fds.give(Kernel.get().pidfdOpen(holder), "pidfd of lab-router"));
        }
        for (var donor : donors.values()) {
            if (!pidfds.containsKey(donor.id())) {
                var pidfd = Kernel.get().pidfdOpen(donor.pid().orElseThrow());
                pidfds.put(donor.id(), fds.give(pidfd, "pidfd of " + donor.name()));
            }
        }
    }

    /** Writes setns(2) into one namespace of another container, if one of that kind is joined. */
    void enter(ScriptWriter s, NamespaceType type) {
        if (holder != null && type == NamespaceType.USER) {
            s.note("the user namespace that holds the networks");
            s.setns(Objects.requireNonNull(pidfds.get(HOLDER)), type.flag());
            return;
        }
        var donor = donors.get(type);
        if (donor != null) {
            s.note("the " + type.file() + " namespace of " + donor.name());
            s.setns(pidfd(donor), type.flag());
        }
    }

    /** Writes setns(2) into the mount namespace of the container whose namespace of a kind is joined. */
    void enterMounts(ScriptWriter s, NamespaceType type) {
        var donor = donors.get(type);
        if (donor != null) {
            s.setns(pidfd(donor), NamespaceType.MNT.flag());
        }
    }

    private Operand pidfd(ContainerStatus donor) {
        var pidfd = pidfds.get(donor.id());
        if (pidfd == null) {
            throw new IllegalStateException("the namespaces of " + donor.name() + " are not open");
        }
        return pidfd;
    }
}
