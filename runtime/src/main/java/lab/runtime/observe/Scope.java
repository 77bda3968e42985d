package lab.runtime.observe;

import java.util.List;
import java.util.Optional;

/**
 * The part of the machine that facts of a place may come from: its containers and the processes below them.
 *
 * <p>Asked anew for each look. What lies outside never counts, so other state of the host can neither fail nor pass anyone.
 */
public interface Scope {
    /** The name of the container that stands for the learner's own machine. */
    String WORKBENCH = "workbench";

    /** The file in the workbench that an answer is written to. */
    String ANSWER = "/answer";

    /**
     * The containers of the place, the workbench among them.
     *
     * @return what the runtime knows of each
     */
    List<ContainerSight> containers();

    /**
     * The processes whose descendants belong to the place: monitors of its containers, and whatever else starts processes in them.
     *
     * @return the roots; they themselves do not belong to it
     */
    List<ProcessId> roots();

    /**
     * The processes that entered the place's containers from elsewhere, such as by nsenter(1) from any terminal. They belong to it, and so do their descendants.
     *
     * @return the processes, none unless the place is looked at from outside
     */
    default List<ProcessId> entered() {
        return List.of();
    }

    /**
     * The process that holds the networks of containers.
     *
     * @return it, if there is one
     */
    default Optional<ProcessId> networks() {
        return Optional.empty();
    }

    /** A place without containers: only the host can be observed. */
    record Empty() implements Scope {
        @Override
        public List<ContainerSight> containers() {
            return List.of();
        }

        @Override
        public List<ProcessId> roots() {
            return List.of();
        }
    }
}
