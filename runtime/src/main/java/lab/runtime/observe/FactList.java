package lab.runtime.observe;

import java.util.List;

/**
 * Several things of one kind, such as the mounts of a process.
 *
 * @param path the expression that leads to it
 * @param elements the things, empty if they could not be listed
 * @param count how many there are, or why they could not be listed
 */
public record FactList(String path, List<FactGroup> elements, Reading count) implements Fact {
    /** Copies the elements. */
    public FactList {
        elements = List.copyOf(elements);
    }

    /**
     * The list as one observed fact: its length and where it was read.
     *
     * @return the observation
     */
    public Observation observation() {
        return new Observation("size(" + path + ')', count);
    }
}
