package lab.runtime.observe;

/**
 * The facts of a cgroup's pressure stall information, which only the unified hierarchy has, on hybrid hosts too.
 *
 * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 */
final class PressureShape {

    private PressureShape() {}

    /** The pressure on a resource. */
    static Shape<CgroupView> of(String resource) {
        String file = resource + ".pressure";
        return Shape.<CgroupView>of("pressure")
                .leaf(
                        "some",
                        Kind.NUMBER,
                        "microseconds in which some process had to wait, null if it is not counted here",
                        c -> c.pressure(file, "some", "total=", Long::valueOf))
                .leaf(
                        "full",
                        Kind.NUMBER,
                        "microseconds in which all of them had to wait",
                        c -> c.pressure(file, "full", "total=", Long::valueOf))
                .leaf(
                        "avg10",
                        Kind.TEXT,
                        "percent of the last ten seconds in which some process had to wait",
                        c -> c.pressure(file, "some", "avg10=", text -> text))
                .build();
    }
}
