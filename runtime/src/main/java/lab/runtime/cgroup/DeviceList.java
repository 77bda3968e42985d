package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.CgroupPrograms;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;

/**
 * Which devices the processes of a cgroup may use, and no others: the device list of v1, a program on v2.
 *
 * @param rules what is allowed
 */
public record DeviceList(List<DeviceRule> rules) {

    /** The list that allows everything: there is none. */
    public static final DeviceList NONE = new DeviceList(List.of());

    /** What every container may use: the devices in its {@code /dev}, and the making of nodes, which gives access to nothing. */
    private static final List<String> USUAL = List.of(
            "c *:* m",
            "b *:* m",
            "c 1:3 rwm",
            "c 1:5 rwm",
            "c 1:7 rwm",
            "c 1:8 rwm",
            "c 1:9 rwm",
            "c 5:0 rwm",
            "c 5:1 rwm",
            "c 5:2 rwm",
            "c 136:* rwm");

    /** Copies the list. */
    public DeviceList {
        rules = List.copyOf(rules);
    }

    /** The usual devices and some more. */
    public static DeviceList usualAnd(List<DeviceRule> more) {
        var rules = new ArrayList<>(USUAL.stream().map(DeviceRule::parse).toList());
        rules.addAll(more);
        return new DeviceList(rules);
    }

    /**
     * Sets it.
     *
     * @throws CgroupException if the kernel refuses, or there is no cgroup to set it on
     */
    void set(Cgroup cgroup) throws IOException {
        for (var directory : cgroup.version1()) {
            if (Files.exists(directory.resolve("devices.deny"))) {
                version1(directory);
                return;
            }
        }
        var unified = cgroup.unified()
                .orElseThrow(
                        () -> new CgroupException("a device list needs a cgroup, and none could be made here", null));
        try (var directory = Kernel.get().open(unified.toString(), OpenFlags.O_RDONLY, 0)) {
            CgroupPrograms.device(DeviceProgram.of(rules), directory);
        } catch (ErrnoException e) {
            throw new CgroupException(
                    "a device list on " + unified + ": " + e.getMessage()
                            + "; loading the program needs root and CONFIG_CGROUP_BPF",
                    e);
        }
    }

    private void version1(Path directory) throws IOException {
        try {
            Files.writeString(directory.resolve("devices.deny"), "a");
            for (var rule : rules) {
                Files.writeString(directory.resolve("devices.allow"), rule.toString());
            }
        } catch (IOException e) {
            throw new CgroupException(
                    "a device list in " + directory + ": the kernel refused it (" + e.getMessage()
                            + "); it needs root, and cannot allow what a cgroup above does not",
                    e);
        }
    }
}
