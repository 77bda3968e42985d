package lab.runtime.container;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runtime.cgroup.DeviceList;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.Mounts;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a container. Root makes nodes of its own for them, in a {@code /dev} that the container is given ready: they belong to the
 * container's own ids, so its root may open them. An ordinary user cannot make device nodes, and shows the host's, with the host's owners.
 */
final class DeviceFolder {

    private static final Set<String> NOT_THE_HOSTS =
            Set.of("pts", "shm", "mqueue", "fd", "console", "null", "zero", "full", "random", "urandom", "tty", "ptmx");
    private static final int DEV = "/dev/".length();

    private DeviceFolder() {}

    /** The devices that are asked for, checked. */
    static List<Device> wanted(Isolation isolation, boolean privileged) throws IOException {
        var wanted = new ArrayList<>(isolation.devices());
        for (var device : wanted) {
            check(device, privileged);
        }
        if (isolation.privileged() && privileged) {
            wanted.addAll(hosts());
        }
        return wanted;
    }

    private static void check(Device device, boolean privileged) throws IOException {
        var source = Path.of(device.source());
        if (!Files.exists(source)) {
            throw new ContainerException("the device " + device.source() + " is not on this host");
        }
        if (!isDevice(KernelFiles.stat(device.source()))) {
            throw new ContainerException(device.source() + " is not a device node");
        }
        if (!privileged
                && !(device.permissions().contains("r") && device.permissions().contains("w"))) {
            throw new ContainerException(
                    "--device " + device
                            + ": an ordinary user can give only rw and rwm; less needs a device list on the cgroup, which only root can set");
        }
        if (!privileged && !(Files.isReadable(source) && Files.isWritable(source))) {
            throw new ContainerException("--device " + device.source()
                    + ": this user may not open it, and no more may a container of this user");
        }
    }

    /**
     * The device list of a container. Without one, what can be used is what has a node in its {@code /dev}: in a user namespace of its own
     * nobody makes nodes. So it gets a list only where its root is the host's, and where rules ask for one.
     *
     * @param mapped whether its root is another one than the host's
     */
    static DeviceList list(Isolation isolation, boolean privileged, boolean mapped) throws IOException {
        var limited = isolation.devices().stream()
                .anyMatch(device -> !(device.permissions().contains("r")
                        && device.permissions().contains("w")));
        if (!isolation.deviceRules().isEmpty() && !privileged) {
            throw new ContainerException("--device-cgroup-rule: only root can set a device list on a cgroup");
        }
        if (isolation.privileged()
                || (mapped && !limited && isolation.deviceRules().isEmpty())) {
            return DeviceList.NONE;
        }
        var rules = new ArrayList<>(isolation.deviceRules());
        for (var device : isolation.devices()) {
            check(device, privileged);
            var stat = KernelFiles.stat(device.source());
            var type = stat.type().equals("block") ? 'b' : 'c';
            rules.add(new DeviceRule(type, stat.major(), stat.minor(), device.permissions()));
        }
        return DeviceList.usualAnd(rules);
    }

    private static boolean isDevice(FileStat stat) {
        return stat.type().equals("char") || stat.type().equals("block");
    }

    /** All devices of the host that are not of a container's own anyway. */
    private static List<Device> hosts() throws IOException {
        var devices = new ArrayList<Device>();
        try (var walk = Files.walk(Path.of("/dev"), new FileVisitOption[0])) {
            for (var path : (Iterable<Path>) walk::iterator) {
                var first = path.getNameCount() > 1 ? path.getName(1).toString() : "";
                if (!NOT_THE_HOSTS.contains(first)
                        && !Files.isSymbolicLink(path)
                        && isDevice(KernelFiles.stat(path.toString()))) {
                    devices.add(new Device(path.toString(), path.toString(), "rwm"));
                }
            }
        }
        return devices;
    }

    /** A file system in memory with a node for each device, as a mount that is nowhere yet. */
    static Fd make(List<Device> devices, @Nullable IdMap map) throws IOException {
        var kernel = Kernel.get();
        var folder = new Mounts(kernel).memory(Map.of("mode", "755", "size", "65536k"));
        try {
            owner(folder, ".", 0, 0, map);
            for (var device : devices) {
                var path = device.target().substring(DEV);
                parents(folder, path, map);
                var stat = KernelFiles.stat(device.source());
                kernel.mknodat(folder, path, stat.mode(), stat.number());
                kernel.fchmodat(folder, path, stat.permissions());
                owner(folder, path, (int) stat.uid(), (int) stat.gid(), map);
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    private static void parents(Fd folder, String path, @Nullable IdMap map) throws IOException {
        for (var slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            var parent = path.substring(0, slash);
            if (!KernelFiles.exists(folder, parent)) {
                Kernel.get().mkdirat(folder, parent, 0755);
                owner(folder, parent, 0, 0, map);
            }
        }
    }

    /** The same numbers inside as on the host; ids that the container does not have become its root's. */
    private static void owner(Fd folder, String path, int uid, int gid, @Nullable IdMap map) throws IOException {
        if (map == null) {
            Kernel.get().fchownat(folder, path, uid, gid);
        } else {
            Kernel.get().fchownat(folder, path, IdMap.outside(map.uids(), uid), IdMap.outside(map.gids(), gid));
        }
    }
}
