package lab.runtime.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.seccomp.Seccomp;

/** Isolation as JSON. */
final class IsolationCodec {

    private static final String DEFAULT = "default";
    private static final String UNCONFINED = "unconfined";

    private IsolationCodec() {}

    static Map<String, Object> write(Isolation isolation) {
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "capabilities",
                isolation.capabilities().stream().map(Enum::name).toList());
        json.put("seccomp", seccomp(isolation.seccomp()));
        json.put("noNewPrivileges", isolation.noNewPrivileges());
        json.put("privileged", isolation.privileged());
        json.put("readOnly", isolation.readOnly());
        json.put("devices", isolation.devices().stream().map(Device::toString).toList());
        json.put(
                "deviceRules",
                isolation.deviceRules().stream().map(DeviceRule::toString).toList());
        json.put("ulimits", isolation.ulimits().stream().map(Ulimit::toString).toList());
        json.put("sysctls", isolation.sysctls());
        isolation.oomScoreAdj().ifPresent(score -> json.put("oomScoreAdj", score));
        return json;
    }

    private static String seccomp(Seccomp seccomp) {
        return seccomp instanceof Seccomp.Custom custom
                ? custom.json()
                : seccomp instanceof Seccomp.Unconfined ? UNCONFINED : DEFAULT;
    }

    static Isolation read(Map<String, Object> json) {
        var sysctls = new TreeMap<String, String>();
        if (json.get("sysctls") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> sysctls.put(String.valueOf(key), String.valueOf(value)));
        }
        return new Isolation(
                texts(json, "capabilities").stream().map(Capability::valueOf).collect(Collectors.toSet()),
                seccomp(String.valueOf(json.get("seccomp"))),
                Boolean.TRUE.equals(json.get("noNewPrivileges")),
                Boolean.TRUE.equals(json.get("privileged")),
                Boolean.TRUE.equals(json.get("readOnly")),
                texts(json, "devices").stream().map(Device::parse).toList(),
                texts(json, "deviceRules").stream().map(DeviceRule::parse).toList(),
                texts(json, "ulimits").stream().map(Ulimit::parse).toList(),
                sysctls,
                json.get("oomScoreAdj") instanceof Number score
                        ? OptionalInt.of(score.intValue())
                        : OptionalInt.empty());
    }

    private static Seccomp seccomp(String text) {
        return switch (text) {
            case DEFAULT -> Seccomp.DEFAULT;
            case UNCONFINED -> Seccomp.UNCONFINED;
            default -> new Seccomp.Custom(text);
        };
    }

    private static List<String> texts(Map<String, Object> json, String field) {
        return json.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
