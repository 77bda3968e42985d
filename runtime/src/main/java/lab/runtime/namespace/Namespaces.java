package lab.runtime.namespace;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The namespaces of a container: each one its own, the host's, or another container's. The time namespace is the host's unless its clocks
 * shall differ; the mount namespace is always its own.
 *
 * @param modes the kinds that are not its own
 * @param offsets how its clocks differ, if it has a time namespace of its own
 */
public record Namespaces(Map<NamespaceType, NamespaceMode> modes, Optional<TimeOffsets> offsets) {

    /** All its own, but for the time. */
    public static final Namespaces OWN = new Namespaces(Map.of(), Optional.empty());

    /** Copies the map and leaves out what is its own anyway. */
    public Namespaces {
        var others = new EnumMap<NamespaceType, NamespaceMode>(NamespaceType.class);
        modes.forEach((type, mode) -> {
            if (!mode.equals(NamespaceMode.OWN)) {
                others.put(type, mode);
            }
        });
        if (others.containsKey(NamespaceType.MNT) || others.containsKey(NamespaceType.TIME)) {
            throw new IllegalArgumentException("the mount and the time namespace of a container cannot be another's");
        }
        modes = Collections.unmodifiableMap(others);
    }

    /** Whose namespace of a kind it is. */
    public NamespaceMode mode(NamespaceType type) {
        if (type == NamespaceType.TIME) {
            return offsets.isPresent() ? NamespaceMode.OWN : NamespaceMode.HOST;
        }
        return modes.getOrDefault(type, NamespaceMode.OWN);
    }

    /** Whether one of that kind is made for it. */
    public boolean owns(NamespaceType type) {
        return mode(type) instanceof NamespaceMode.Own;
    }

    /** Whether it has the host's. */
    public boolean host(NamespaceType type) {
        return mode(type) instanceof NamespaceMode.Host;
    }

    /** The container whose namespace of that kind it joins. */
    public Optional<String> joined(NamespaceType type) {
        return mode(type) instanceof NamespaceMode.Joined joined ? Optional.of(joined.container()) : Optional.empty();
    }

    /** The same with another choice for one kind. */
    public Namespaces with(NamespaceType type, NamespaceMode mode) {
        var changed = new EnumMap<NamespaceType, NamespaceMode>(NamespaceType.class);
        changed.putAll(modes);
        changed.put(type, mode);
        return new Namespaces(changed, offsets);
    }

    /** The same with clocks that differ. */
    public Namespaces with(TimeOffsets time) {
        return new Namespaces(modes, Optional.of(time));
    }
}
