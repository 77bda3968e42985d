package lab.runtime.namespace;

/** Whose namespace of one kind a container has. */
public sealed interface NamespaceMode {

    /** One of its own. */
    NamespaceMode OWN = new Own();

    /** The host's. */
    NamespaceMode HOST = new Host();

    /** One that is made for it. */
    record Own() implements NamespaceMode {
        @Override
        public String toString() {
            return "private";
        }
    }

    /** The one that the lab itself is in. */
    record Host() implements NamespaceMode {
        @Override
        public String toString() {
            return "host";
        }
    }

    /**
     * That of another container.
     *
     * @param container its name or id
     */
    record Joined(String container) implements NamespaceMode {

        /** Checks that there is a name. */
        public Joined {
            if (container.isEmpty()) {
                throw new IllegalArgumentException("container: wants a name or an id, as in container:box");
            }
        }

        @Override
        public String toString() {
            return PREFIX + container;
        }
    }

    /** What stands before the name of a container to join. */
    String PREFIX = "container:";

    /** Reads {@code private}, {@code host} or {@code container:NAME}. */
    static NamespaceMode parse(String text) {
        if (text.startsWith(PREFIX)) {
            return new Joined(text.substring(PREFIX.length()));
        }
        return switch (text) {
            case "private" -> OWN;
            case "host" -> HOST;
            default ->
                throw new IllegalArgumentException(
                        "a namespace is private, host or container:NAME, not \"" + text + "\"");
        };
    }
}
