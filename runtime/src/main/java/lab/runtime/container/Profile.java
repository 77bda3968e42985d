package lab.runtime.container;

/** How much a container may do. */
public enum Profile {
    /** Docker's default capabilities, its system calls filtered, parts of {@code /proc} and {@code /sys} hidden or read-only. */
    CONTAINER,
    /** A learner's own machine: all capabilities in its user namespace, nothing hidden. */
    WORKBENCH
}
