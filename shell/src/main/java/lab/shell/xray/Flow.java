package lab.shell.xray;

import java.util.OptionalDouble;

/**
 * Two sights, between which time has passed.
 *
 * @param before the earlier one; the later one itself if there is none
 * @param now the later one
 * @param micros the time between them, 0 if there is no earlier one
 */
record Flow(Sight before, Sight now, long micros) {

    static Flow of(Sight now) {
        return new Flow(now, now, 0);
    }

    /** How many CPUs a cgroup kept busy in between; empty if that cannot be told. */
    OptionalDouble cpus(Sight.Group group) {
        var earlier = before.cgroups().stream()
                .filter(g ->
                        g.owner().equals(group.owner()) && g.name().equals(group.name()) && g.depth() == group.depth())
                .findFirst();
        if (micros == 0
                || earlier.isEmpty()
                || earlier.get().cpuMicros().isEmpty()
                || group.cpuMicros().isEmpty()) {
            return OptionalDouble.empty();
        }
        var used = group.cpuMicros().getAsLong() - earlier.get().cpuMicros().getAsLong();
        return OptionalDouble.of((double) Math.max(0, used) / micros);
    }
}
