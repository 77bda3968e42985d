package lab.runtime.container;

import java.util.Locale;
import java.util.Optional;

/**
 * A file or folder of the host that a container sees, or a volume by its name.
 *
 * @param source its absolute path on the host, or the name of a volume
 * @param target where it is seen, absolute
 * @param readOnly whether the container may not write to it
 * @param plain whether owners are shown as they are, instead of root's being the container's root
 * @param propagation whether what is mounted there later shows on the other side
 * @param copy whether a volume that is empty gets what the image has at that place
 */
public record Volume(
        String source, String target, boolean readOnly, boolean plain, Propagation propagation, boolean copy) {

    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

    /** Checks both paths. */
    public Volume {
        if (!source.startsWith("/") && !source.matches(NAME)
                || !target.startsWith("/")
                || target.replace("/", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "a volume is /HOST/PATH:/CONTAINER/PATH or NAME:/CONTAINER/PATH, with :ro behind it or not, and the "
                            + "second is not /: " + source + ":" + target);
        }
        if ((target + "/").matches("/+(proc|sys)/.*") || (target + "/").contains("/../")) {
            throw new IllegalArgumentException(
                    "a volume has no place in /proc or /sys, and its path no \"..\": " + target);
        }
    }

    /** A file or folder of the host. */
    public Volume(String source, String target, boolean readOnly, boolean plain) {
        this(source, target, readOnly, plain, Propagation.RPRIVATE, true);
    }

    /** Whether it is a volume by its name, which has to be settled before it can be mounted. */
    public boolean named() {
        return !source.startsWith("/");
    }

    /** The same with the place where the volume lies. */
    Volume at(String path) {
        return new Volume(path, target, readOnly, plain, propagation, copy);
    }

    /** Reads {@code SOURCE:TARGET[:OPTIONS]}; options are {@code ro}, {@code rw}, {@code nocopy} and kinds of propagation. */
    public static Volume parse(String text) {
        var fields = text.split(":", -1);
        if (fields.length < 2 || fields.length > 3) {
            throw new IllegalArgumentException(
                    "a volume is SOURCE:/CONTAINER/PATH[:ro], not \"" + text + "\"; SOURCE is a path or a name");
        }
        var volume = new Volume(fields[0], fields[1], false, false);
        for (var option : fields.length == 3 ? fields[2].split(",", -1) : new String[0]) {
            volume = volume.with(option, text);
        }
        return volume;
    }

    private Volume with(String option, String text) {
        var kind = Propagation.parse(option);
        if (kind.isPresent() && !named()) {
            return new Volume(source, target, readOnly, plain, kind.get(), copy);
        }
        return switch (option) {
            case "ro" -> new Volume(source, target, true, plain, propagation, copy);
            case "rw" -> new Volume(source, target, false, plain, propagation, copy);
            case "nocopy" -> new Volume(source, target, readOnly, plain, propagation, false);
            default ->
                throw new IllegalArgumentException("\"" + option + "\" is no option of a volume in \"" + text
                        + "\": known are ro, rw, nocopy, and for paths " + Propagation.words());
        };
    }

    /** Whether what is mounted at one side later shows on the other; mount_namespaces(7). */
    public enum Propagation {
        /** Neither way. */
        PRIVATE(1 << 18, false),
        /** Neither way, with all mounts below. */
        RPRIVATE(1 << 18, true),
        /** From the host to the container. */
        SLAVE(1 << 19, false),
        /** From the host to the container, with all mounts below. */
        RSLAVE(1 << 19, true),
        /** Both ways. */
        SHARED(1 << 20, false),
        /** Both ways, with all mounts below. */
        RSHARED(1 << 20, true);

        private final long flag;
        private final boolean recursive;

        Propagation(long flag, boolean recursive) {
            this.flag = flag;
            this.recursive = recursive;
        }

        /** The flag of mount_setattr(2). */
        long flag() {
            return flag;
        }

        /** Whether it is for all mounts below, too. */
        boolean recursive() {
            return recursive;
        }

        /** Reads the word that mount(8) has for it. */
        public static Optional<Propagation> parse(String word) {
            for (var value : values()) {
                if (value.toString().equals(word)) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }

        static String words() {
            var words = new StringBuilder();
            for (var value : values()) {
                words.append(words.isEmpty() ? "" : ", ").append(value);
            }
            return words.toString();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
