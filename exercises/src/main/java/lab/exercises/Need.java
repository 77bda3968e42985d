package lab.exercises;

import java.util.Optional;

/** Something a host may lack; an exercise that needs it is hidden there, never failed. */
public enum Need {
    CGROUP_MEMORY("cgroup.memory"),
    CGROUP_PIDS("cgroup.pids"),
    CGROUP_CPU("cgroup.cpu"),
    CGROUP_CPUSET("cgroup.cpuset"),
    CGROUP_IO("cgroup.io"),
    CGROUP_FREEZE("cgroup.freeze"),
    TIME_NAMESPACE("timens"),
    SEVERAL_CPUS("cpus"),
    PRESSURE("psi"),
    NETWORK("network"),
    VIRTUAL_MACHINE("qemu");

    private final String id;

    Need(String id) {
        this.id = id;
    }

    /** The need with this name, if there is one. */
    public static Optional<Need> of(String id) {
        for (Need need : values()) {
            if (need.id.equals(id)) {
                return Optional.of(need);
            }
        }
        return Optional.empty();
    }

    /** The name as an exercise file writes it. */
    public String id() {
        return id;
    }
}
