package lab.runtime.container;

import lab.runtime.seccomp.SeccompFilters;

/**
 * What this JVM keeps from one start of a container to the next.
 *
 * @param copies copies of layers with other owners
 * @param filters assembled seccomp filters
 * @param unreaped monitors of containers that run by themselves
 */
record Kept(MappedCopies copies, SeccompFilters filters, Unreaped unreaped) implements AutoCloseable {

    Kept() {
        this(new MappedCopies(), new SeccompFilters(), new Unreaped());
    }

    @Override
    public void close() {
        unreaped.close();
        copies.close();
    }
}
