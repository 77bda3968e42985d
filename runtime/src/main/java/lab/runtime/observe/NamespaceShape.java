package lab.runtime.observe;

import java.util.List;

/** The facts of a process's namespaces: identities that are equal when, and only when, the namespace is the same. */
final class NamespaceShape {
    /** The types of namespaces, by the names of their links in {@code /proc/PID/ns}. */
    static final List<String> TYPES = List.of("mnt", "uts", "ipc", "net", "pid", "user", "cgroup", "time");

    /** All namespaces of a process. */
    static final Shape<ProcessView> NAMESPACES = shape();

    private NamespaceShape() {}

    private static Shape<ProcessView> shape() {
        ShapeBuilder<ProcessView> namespaces = Shape.of("set of namespaces");
        for (String type : TYPES) {
            namespaces.leaf(
                    type,
                    Kind.TEXT,
                    "the " + type + " namespace, by the inode that stands for it",
                    p -> Read.of(p.namespace(type)));
        }
        return namespaces.build();
    }
}
