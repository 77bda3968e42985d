package lab.runtime.container;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.seccomp.Seccomp;

/**
 * How far a container is kept apart from the host, beyond its namespaces.
 *
 * @param capabilities what its root may do at most
 * @param seccomp the filter of its system calls
 * @param noNewPrivileges whether no program may give it more, by its set-user-ID bit or file capabilities
 * @param privileged whether nothing of {@code /proc} and {@code /sys} is hidden or read-only, and it has the host's devices
 * @param readOnly whether its root file system cannot be written to
 * @param devices devices of the host that it has
 * @param deviceRules what else of devices it may use, if it gets at a node of them
 * @param ulimits resource limits of its processes
 * @param sysctls kernel parameters of its namespaces, by name
 * @param oomScoreAdj how likely it is killed when memory runs out, -1000 to 1000
 */
public record Isolation(
        Set<Capability> capabilities,
        Seccomp seccomp,
        boolean noNewPrivileges,
        boolean privileged,
        boolean readOnly,
        List<Device> devices,
        List<DeviceRule> deviceRules,
        List<Ulimit> ulimits,
        Map<String, String> sysctls,
        OptionalInt oomScoreAdj) {

    /** As Docker has it by default. */
    public static final Isolation DEFAULT = new Isolation(
            Capability.DEFAULT,
            Seccomp.DEFAULT,
            false,
            false,
            false,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            OptionalInt.empty());

    private static final int SCORE = 1000;

    /** Checks the score and copies collections. */
    public Isolation {
        capabilities = capabilities.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
        devices = List.copyOf(devices);
        deviceRules = List.copyOf(deviceRules);
        ulimits = List.copyOf(ulimits);
        sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
        if (oomScoreAdj.isPresent() && Math.abs((long) oomScoreAdj.getAsInt()) > SCORE) {
            throw new IllegalArgumentException(
                    "the OOM score adjustment is from -1000 to 1000, not " + oomScoreAdj.getAsInt());
        }
    }

    /** The same with other capabilities. */
    public Isolation withCapabilities(Set<Capability> other) {
        return new Isolation(
                other,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                deviceRules,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with another filter of system calls. */
    public Isolation withSeccomp(Seccomp other) {
        return new Isolation(
                capabilities,
                other,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                deviceRules,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with no_new_privs set or not. */
    public Isolation withNoNewPrivileges(boolean yes) {
        return new Isolation(
                capabilities, seccomp, yes, privileged, readOnly, devices, deviceRules, ulimits, sysctls, oomScoreAdj);
    }

    /** The same with all capabilities, no filter, nothing hidden, and the host's devices. */
    public Isolation withPrivileges() {
        return new Isolation(
                EnumSet.allOf(Capability.class),
                Seccomp.UNCONFINED,
                noNewPrivileges,
                true,
                readOnly,
                devices,
                deviceRules,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with a root file system that can be written to or not. */
    public Isolation withReadOnly(boolean yes) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                yes,
                devices,
                deviceRules,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with other devices. */
    public Isolation withDevices(List<Device> other) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                other,
                deviceRules,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with other rules about devices. */
    public Isolation withDeviceRules(List<DeviceRule> other) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                other,
                ulimits,
                sysctls,
                oomScoreAdj);
    }

    /** The same with other resource limits. */
    public Isolation withUlimits(List<Ulimit> other) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                deviceRules,
                other,
                sysctls,
                oomScoreAdj);
    }

    /** The same with other kernel parameters. */
    public Isolation withSysctls(Map<String, String> other) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                deviceRules,
                ulimits,
                other,
                oomScoreAdj);
    }

    /** The same with another OOM score adjustment. */
    public Isolation withOomScoreAdj(OptionalInt other) {
        return new Isolation(
                capabilities,
                seccomp,
                noNewPrivileges,
                privileged,
                readOnly,
                devices,
                deviceRules,
                ulimits,
                sysctls,
                other);
    }

    /** The names of its capabilities, as a profile of system calls has them. */
    Set<String> capabilityNames() {
        return capabilities.stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }
}
