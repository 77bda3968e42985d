package lab.runtime.container;

/** Decides what may be run, whoever asks for it. */
public interface Gate {

    /**
     * Lets a container pass before it is made, started or joined.
     *
     * @throws ContainerException if it may not be, with the reason
     */
    void pass(ContainerSpec spec) throws ContainerException;

    /**
     * Lets a process pass that runs outside of all containers.
     *
     * @throws ContainerException if it may not be, with the reason
     */
    default void outside() throws ContainerException {
        // Who may make any container may do that, too.
    }
}
