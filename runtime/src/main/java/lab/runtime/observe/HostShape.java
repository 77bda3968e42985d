package lab.runtime.observe;

import lab.runtime.kernel.ErrnoException;

/** The facts of the host: the machine as lab itself sees it. */
final class HostShape {
    /** All facts of the host; it is represented by lab's own process. */
    static final Shape<ProcessView> HOST = shape();

    private HostShape() {}

    private static Shape<ProcessView> shape() {
        ShapeBuilder<ProcessView> host = Shape.<ProcessView>of("host")
                .leaf("hostname", Kind.TEXT, "its name", p -> line("/proc/sys/kernel/hostname"))
                .leaf("domainname", Kind.TEXT, "its NIS domain name", p -> line("/proc/sys/kernel/domainname"))
                .leaf("kernel", Kind.TEXT, "the kernel's release", p -> line("/proc/sys/kernel/osrelease"))
                .leaf(
                        "bootId",
                        Kind.TEXT,
                        "an id that is new after each boot",
                        p -> line("/proc/sys/kernel/random/boot_id"))
                .leaf("pid", Kind.NUMBER, "lab's own pid", p -> Read.value(p.id().pid(), "/proc/self"))
                .leaf("uid", Kind.NUMBER, "the user lab runs as", p -> StatusShape.id(p, "Uid", 1))
                .part("ns", "the namespaces lab itself is in", NamespaceShape.NAMESPACES)
                .part("clocks", "how far lab's own clocks are ahead; 0 but in a time namespace", ClockShape.CLOCKS);
        MountShape.addTo(host, p -> p);
        FileShape.addTo(host, p -> p);
        NetworkShape.addTo(host, p -> p);
        return host.build();
    }

    /** A one-line file of procfs, read in lab's own namespaces. */
    static Reading line(String path) {
        try {
            return Read.value(Peek.text(path).strip(), path);
        } catch (ErrnoException refusal) {
            return new Reading.Unobservable(Peek.explained(refusal), path);
        }
    }
}
