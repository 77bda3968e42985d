package lab.runtime.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Limits;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.runtime.network.NetworkSettings;

/**
 * What a container shall be.
 *
 * @param image the image's name
 * @param command the command and its arguments; empty for the image's own
 * @param name the container's name; empty for a name to be made up
 * @param hostname the host name inside; empty for the first twelve digits of the id
 * @param user the user inside as {@code USER[:GROUP]}, names or numbers; empty for root
 * @param workdir the working directory inside; empty for the image's own
 * @param env additions to the image's environment
 * @param volumes what it sees of the host
 * @param tmpfs file systems in memory of its own
 * @param limits what it may use
 * @param namespaces which namespaces are its own, the host's or another container's
 * @param network what it wants of networks
 * @param isolation how far it is kept apart from the host beyond that
 * @param stop how it is asked to end
 * @param init whether process 1 is the lab's own, which reaps orphans and passes signals on
 * @param terminal whether its standard streams are a terminal
 * @param stdin whether its standard input stays open
 * @param remove whether it is removed when it ends
 * @param profile how much it may do
 * @param labels notes by others
 */
public record ContainerSpec(
        String image,
        List<String> command,
        String name,
        String hostname,
        String user,
        String workdir,
        Map<String, String> env,
        List<Volume> volumes,
        List<Tmpfs> tmpfs,
        Limits limits,
        Namespaces namespaces,
        NetworkSettings network,
        Isolation isolation,
        StopRequest stop,
        boolean init,
        boolean terminal,
        boolean stdin,
        boolean remove,
        Profile profile,
        Map<String, String> labels) {

    /** The label of the learner's place that a container belongs to. */
    public static final String PLACE = "lab.place";

    /** The label of the exercise that was open when a container was made. */
    public static final String EXERCISE = "lab.exercise";

    /** The label of a container that outlives its place. */
    public static final String KEEP = "lab.keep";

    /** The label of a container that a step of a build runs in, with the process that builds: it goes with that. */
    public static final String BUILD = "lab.build";

    /** The label of the digest of the image that a container was made of, whatever its name means later. */
    public static final String IMAGE = "lab.image";

    private static final String HOSTNAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}";
    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}";

    /** Checks names and copies collections. */
    public ContainerSpec {
        if (!name.isEmpty() && !isName(name)) {
            throw new IllegalArgumentException(
                    "a container's name starts with a letter or digit and goes on with these, _ . or -, not \"" + name
                            + "\"");
        }
        if (!hostname.isEmpty() && !hostname.matches(HOSTNAME)) {
            throw new IllegalArgumentException(
                    "a host name has letters, digits, _ . and -, 64 at most, not \"" + hostname + "\"");
        }
        if (!hostname.isEmpty() && !namespaces.owns(NamespaceType.UTS)) {
            throw new IllegalArgumentException(
                    "--hostname wants a UTS namespace of the container's own: leave out --hostname or --uts");
        }
        if (!hostname.isEmpty() && namespaces.joined(NamespaceType.NET).isPresent()) {
            throw new IllegalArgumentException(
                    "a container that joins the network of another has its host name, too: leave out --hostname");
        }
        if (network.joined() && !namespaces.owns(NamespaceType.NET)) {
            throw new IllegalArgumentException(
                    "only a network namespace of the container's own can be joined to a network");
        }
        UserName.parse(user);
        Sysctls.check(isolation.sysctls(), namespaces);
        if (!workdir.isEmpty() && !workdir.startsWith("/")) {
            throw new IllegalArgumentException("the working directory is an absolute path, not \"" + workdir + "\"");
        }
        command = List.copyOf(command);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        volumes = List.copyOf(volumes);
        tmpfs = List.copyOf(tmpfs);
        labels = Map.copyOf(labels);
    }

    /** Whether a container may be called so. */
    static boolean isName(String text) {
        return text.matches(NAME);
    }

    /** A container of an image, all else as Docker has it by default. */
    public static Builder of(String image) {
        return new Builder(image);
    }

    /** What finds its image in the store. */
    public String imageReference() {
        return labels.getOrDefault(IMAGE, image);
    }

    /** The same container with one more label. */
    public ContainerSpec withLabel(String key, String value) {
        var more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new ContainerSpec(
                image,
                command,
                name,
                hostname,
                user,
                workdir,
                env,
                volumes,
                tmpfs,
                limits,
                namespaces,
                network,
                isolation,
                stop,
                init,
                terminal,
                stdin,
                remove,
                profile,
                more);
    }

    /** The same container with other namespaces. */
    public ContainerSpec withNamespaces(Namespaces other) {
        return new ContainerSpec(
                image, command, name, hostname, user, workdir, env, volumes, tmpfs, limits, other, network, isolation,
                stop, init, terminal, stdin, remove, profile, labels);
    }

    /** The same container that sees other files and folders of the host. */
    public ContainerSpec withVolumes(List<Volume> other) {
        return new ContainerSpec(
                image,
                command,
                name,
                hostname,
                user,
                workdir,
                env,
                other,
                tmpfs,
                limits,
                namespaces,
                network,
                isolation,
                stop,
                init,
                terminal,
                stdin,
                remove,
                profile,
                labels);
    }

    /** The same container with other limits. */
    public ContainerSpec withLimits(Limits value) {
        return new ContainerSpec(
                image,
                command,
                name,
                hostname,
                user,
                workdir,
                env,
                volumes,
                tmpfs,
                value,
                namespaces,
                network,
                isolation,
                stop,
                init,
                terminal,
                stdin,
                remove,
                profile,
                labels);
    }

    /** Collects what a container shall be. */
    public static final class Builder {

        private final String image;
        private final Map<String, String> env = new LinkedHashMap<>();
        private final List<Volume> volumes = new ArrayList<>();
        private final List<Tmpfs> tmpfs = new ArrayList<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private List<String> command = List.of();
        private String name = "";
        private String hostname = "";
        private String user = "";
        private String workdir = "";
        private Limits limits = Limits.NONE;
        private Namespaces namespaces = Namespaces.OWN;
        private NetworkSettings network = NetworkSettings.NONE;
        private Isolation isolation = Isolation.DEFAULT;
        private StopRequest stop = StopRequest.DEFAULT;
        private boolean init;
        private boolean terminal;
        private boolean stdin;
        private boolean remove;
        private Profile profile = Profile.CONTAINER;

        private Builder(String image) {
            this.image = image;
        }

        /** The command and its arguments. */
        public Builder command(List<String> value) {
            command = value;
            return this;
        }

        /** The command and its arguments. */
        public Builder command(String... value) {
            return command(List.of(value));
        }

        /** The container's name. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The host name inside. */
        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        /** The user inside, {@code USER[:GROUP]}. */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /** The working directory inside. */
        public Builder workdir(String value) {
            workdir = value;
            return this;
        }

        /** A variable of the environment. */
        public Builder env(String key, String value) {
            env.put(key, value);
            return this;
        }

        /** A file or folder of the host. */
        public Builder volume(Volume value) {
            volumes.add(value);
            return this;
        }

        /** A file system in memory. */
        public Builder tmpfs(Tmpfs value) {
            tmpfs.add(value);
            return this;
        }

        /** What it may use. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** A namespace to share with the host. */
        public Builder share(NamespaceType type) {
            return namespaces(namespaces.with(type, NamespaceMode.HOST));
        }

        /** Which namespaces are its own, the host's or another container's. */
        public Builder namespaces(Namespaces value) {
            namespaces = value;
            return this;
        }

        /** What it wants of networks. */
        public Builder network(NetworkSettings value) {
            network = value;
            return this;
        }

        /** How far it is kept apart from the host beyond its namespaces. */
        public Builder isolation(Isolation value) {
            isolation = value;
            return this;
        }

        /** How it is asked to end. */
        public Builder stop(StopRequest value) {
            stop = value;
            return this;
        }

        /** Whether process 1 is the lab's own. */
        public Builder init(boolean value) {
            init = value;
            return this;
        }

        /** Whether its standard streams are a terminal. */
        public Builder terminal(boolean value) {
            terminal = value;
            return this;
        }

        /** Whether its standard input stays open. */
        public Builder stdin(boolean value) {
            stdin = value;
            return this;
        }

        /** Whether it is removed when it ends. */
        public Builder remove(boolean value) {
            remove = value;
            return this;
        }

        /** How much it may do. */
        public Builder profile(Profile value) {
            profile = value;
            return this;
        }

        /** A note. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /** The specification. */
        public ContainerSpec build() {
            return new ContainerSpec(
                    image,
                    command,
                    name,
                    hostname,
                    user,
                    workdir,
                    env,
                    volumes,
                    tmpfs,
                    limits,
                    namespaces,
                    network,
                    isolation,
                    stop,
                    init,
                    terminal,
                    stdin,
                    remove,
                    profile,
                    labels);
        }
    }
}
