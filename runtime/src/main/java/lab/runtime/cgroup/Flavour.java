package lab.runtime.cgroup;

/** How a host has its cgroups mounted. */
public enum Flavour {
    /** Hierarchies of version 1 only. */
    V1,
    /** Controllers in hierarchies of version 1, and the unified hierarchy for the processes. */
    HYBRID,
    /** The unified hierarchy only. */
    V2,
    /** No hierarchy at all. */
    NONE
}
