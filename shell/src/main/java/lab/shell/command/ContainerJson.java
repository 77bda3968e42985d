package lab.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.runtime.cgroup.BlockLimit;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Isolation;
import lab.runtime.container.State;
import lab.runtime.container.Ulimit;
import lab.runtime.network.Networks;
import tools.jackson.jr.ob.JSON;

/** Containers as JSON, with Docker's names where Docker has the thing. */
final class ContainerJson {

    private static final Map<BlockLimit.Kind, String> DEVICES = Map.of(
            BlockLimit.Kind.READ_BPS, "ReadBps",
            BlockLimit.Kind.WRITE_BPS, "WriteBps",
            BlockLimit.Kind.READ_IOPS, "ReadIOps",
            BlockLimit.Kind.WRITE_IOPS, "WriteIOps");

    private ContainerJson() {}

    static String line(ContainerStatus container) {
        var json = new LinkedHashMap<String, Object>();
        json.put("ID", container.shortId());
        json.put("Names", container.name());
        json.put("Image", container.spec().image());
        json.put("Command", String.join(" ", container.spec().command()));
        json.put("State", container.state().shown());
        json.put("Status", StatusText.of(container));
        json.put("CreatedAt", container.created().toString());
        return JSON.std.asString(json);
    }

    static String pretty(List<Object> objects) {
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(objects);
    }

    /** A container's places in networks, under Docker's names. */
    static Map<String, Object> networks(Networks networks, ContainerStatus container) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        var ports = new LinkedHashMap<String, Object>();
        for (var place : networks.of(container.id())) {
            var network = networks.get(place.network());
            var json = new LinkedHashMap<String, Object>();
            json.put("NetworkID", network.id());
            json.put("Interface", place.interfaceName());
            json.put("Aliases", place.aliases());
            json.put("Gateway", network.gateways().get(0).getHostAddress());
            json.put("IPAddress", place.address().host());
            json.put("IPPrefixLen", place.address().length());
            if (place.addresses().size() > 1) {
                json.put("GlobalIPv6Address", place.addresses().get(1).host());
            }
            all.put(network.name(), json);
            for (var port : place.ports()) {
                ports.put(
                        port.containerPort() + "/" + port.protocol(),
                        List.of(Map.of(
                                "HostIp",
                                port.host().isEmpty() ? "0.0.0.0" : port.host(),
                                "HostPort",
                                "" + port.hostPort())));
            }
        }
        return Map.of("Ports", ports, "Networks", all);
    }

    static Map<String, Object> object(ContainerStatus container) throws IOException {
        var spec = container.spec();
        var json = new LinkedHashMap<String, Object>();
        json.put("Id", container.id());
        json.put("Name", container.name());
        json.put("Created", container.created().toString());
        var state = new LinkedHashMap<String, Object>();
        state.put("Status", container.state().shown());
        state.put("Running", container.running());
        state.put("Paused", container.state() == State.PAUSED);
        state.put("OOMKilled", container.oomKilled());
        state.put("Pid", container.pid().orElse(0));
        state.put("MonitorPid", container.monitor().orElse(0));
        container.exitCode().ifPresent(code -> state.put("ExitCode", code));
        container.started().ifPresent(time -> state.put("StartedAt", time.toString()));
        container.finished().ifPresent(time -> state.put("FinishedAt", time.toString()));
        json.put("State", state);
        json.put("Image", spec.image());
        var config = new LinkedHashMap<String, Object>();
        config.put("Hostname", spec.hostname().isEmpty() ? container.shortId() : spec.hostname());
        config.put("User", spec.user());
        config.put("Cmd", spec.command());
        config.put("WorkingDir", spec.workdir());
        config.put(
                "Env",
                spec.env().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        config.put("Labels", spec.labels());
        json.put("Config", config);
        var host = new LinkedHashMap<String, Object>();
        limits(spec.limits(), host);
        isolation(spec.isolation(), host);
        host.put("Init", spec.init());
        host.put("AutoRemove", spec.remove());
        host.put(
                "Binds",
                spec.volumes().stream()
                        .map(v -> v.source() + ":" + v.target() + (v.readOnly() ? ":ro" : ""))
                        .toList());
        json.put("HostConfig", host);
        json.put(
                "Cgroups",
                container.cgroup().directories().stream().map(Path::toString).toList());
        var kernel = new LinkedHashMap<String, Object>();
        for (var setting : container.cgroup().settings()) {
            kernel.put(setting.source(), setting.value());
        }
        json.put("CgroupFiles", kernel);
        var pressure = new LinkedHashMap<String, Object>();
        container
                .cgroup()
                .existing()
                .pressure()
                .forEach((file, text) -> pressure.put(file, text.lines().toList()));
        json.put("Pressure", pressure);
        return json;
    }

    private static void isolation(Isolation isolation, Map<String, Object> host) {
        host.put("Privileged", isolation.privileged());
        host.put("ReadonlyRootfs", isolation.readOnly());
        host.put(
                "Devices",
                isolation.devices().stream()
                        .map(device -> Map.of(
                                "PathOnHost", device.source(),
                                "PathInContainer", device.target(),
                                "CgroupPermissions", device.permissions()))
                        .toList());
        host.put(
                "DeviceCgroupRules",
                isolation.deviceRules().stream().map(DeviceRule::toString).toList());
        host.put("Ulimits", isolation.ulimits().stream().map(Ulimit::toString).toList());
        host.put("Sysctls", isolation.sysctls());
        isolation.oomScoreAdj().ifPresent(score -> host.put("OomScoreAdj", score));
    }

    /** What was asked for; what the kernel has stands under {@code CgroupFiles}. */
    private static void limits(Limits limits, Map<String, Object> host) {
        limits.memory().ifPresent(v -> host.put("Memory", v));
        limits.swapOrTwice().ifPresent(v -> host.put("MemorySwap", v));
        limits.reservation().ifPresent(v -> host.put("MemoryReservation", v));
        limits.cpus().ifPresent(v -> host.put("NanoCpus", Math.round(v * 1e9)));
        limits.shares().ifPresent(v -> host.put("CpuShares", v));
        if (!limits.cpuset().isEmpty()) {
            host.put("CpusetCpus", limits.cpuset());
        }
        limits.pids().ifPresent(v -> host.put("PidsLimit", v));
        for (var limit : limits.block()) {
            host.merge(
                    "BlkioDevice" + DEVICES.get(limit.kind()),
                    List.of(Map.of("Device", limit.device(), "Rate", limit.rate())),
                    (one, other) -> Stream.of(one, other)
                            .flatMap(list -> ((List<?>) list).stream())
                            .toList());
        }
    }
}
