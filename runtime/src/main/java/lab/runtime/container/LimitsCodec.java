package lab.runtime.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.runtime.cgroup.BlockLimit;
import lab.runtime.cgroup.Limits;

/** Limits as JSON: only what is asked for is there. */
final class LimitsCodec {

    private LimitsCodec() {}

    static Map<String, Object> write(Limits limits) {
        var json = new LinkedHashMap<String, Object>();
        limits.memory().ifPresent(v -> json.put("memory", v));
        limits.swap().ifPresent(v -> json.put("swap", v));
        limits.reservation().ifPresent(v -> json.put("reservation", v));
        limits.cpus().ifPresent(v -> json.put("cpus", v));
        limits.shares().ifPresent(v -> json.put("shares", v));
        if (!limits.cpuset().isEmpty()) {
            json.put("cpuset", limits.cpuset());
        }
        limits.pids().ifPresent(v -> json.put("pids", v));
        if (!limits.block().isEmpty()) {
            json.put(
                    "block",
                    limits.block().stream()
                            .map(b -> List.<Object>of(b.kind().name(), b.device(), b.rate()))
                            .toList());
        }
        return json;
    }

    static Limits read(Map<String, Object> json) {
        return new Limits(
                number(json, "memory"),
                number(json, "swap"),
                number(json, "reservation"),
                json.get("cpus") instanceof Number n ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty(),
                number(json, "shares"),
                String.valueOf(json.getOrDefault("cpuset", "")),
                number(json, "pids"),
                Optional.ofNullable((List<?>) json.get("block")).orElse(List.of()).stream()
                        .map(LimitsCodec::block)
                        .toList());
    }

    private static BlockLimit block(Object json) {
        var fields = (List<?>) json;
        return new BlockLimit(
                BlockLimit.Kind.valueOf(String.valueOf(fields.get(0))),
                String.valueOf(fields.get(1)),
                ((Number) fields.get(2)).longValue());
    }

    private static OptionalLong number(Map<String, Object> json, String field) {
        return json.get(field) instanceof Number n ? OptionalLong.of(n.longValue()) : OptionalLong.empty();
    }
}
