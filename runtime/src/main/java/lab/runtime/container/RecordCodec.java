package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Records as JSON. */
final class RecordCodec {

    private RecordCodec() {}

    static byte[] write(Record record) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", record.id());
        json.put("name", record.name());
        json.put("created", record.created().toString());
        json.put("spec", spec(record.spec()));
        json.put("cgroup", cgroup(record.cgroup()));
        json.put("root", record.root());
        json.put("maker", record.maker());
        return JSON.std.asBytes(json);
    }

    static Record read(byte[] bytes, Path source) throws IOException {
        try {
            var json = JSON.std.mapFrom(bytes);
            return new Record(
                    text(json, "id"),
                    text(json, "name"),
                    Instant.parse(text(json, "created")),
                    spec(object(json, "spec")),
                    cgroupOf(object(json, "cgroup")),
                    text(json, "root"),
                    text(json, "maker"));
        } catch (JacksonException
                | MissingFieldException
                | ClassCastException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new RecordException(source + " is damaged: " + e.getMessage(), e);
        }
    }

    /** A field that is missing or of another type. */
    private static final class MissingFieldException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        MissingFieldException(String field) {
            super("no field \"" + field + "\"");
        }
    }

    private static Map<String, Object> spec(ContainerSpec spec) {
        var json = new LinkedHashMap<String, Object>();
        json.put("image", spec.image());
        json.put("command", spec.command());
        json.put("name", spec.name());
        json.put("hostname", spec.hostname());
        json.put("user", spec.user());
        json.put("workdir", spec.workdir());
        json.put("env", spec.env());
        json.put("volumes", spec.volumes().stream().map(RecordCodec::volume).toList());
        json.put("tmpfs", spec.tmpfs().stream().map(Tmpfs::toString).toList());
        json.put("limits", LimitsCodec.write(spec.limits()));
        json.put("namespaces", NamespacesCodec.write(spec.namespaces()));
        json.put("network", NetworkCodec.write(spec.network()));
        json.put("isolation", IsolationCodec.write(spec.isolation()));
        json.put("stop", List.of(spec.stop().signal(), spec.stop().seconds()));
        json.put("init", spec.init());
        json.put("terminal", spec.terminal());
        json.put("stdin", spec.stdin());
        json.put("remove", spec.remove());
        json.put("profile", spec.profile().name());
        json.put("labels", spec.labels());
        return json;
    }

    private static ContainerSpec spec(Map<String, Object> json) {
        return new ContainerSpec(
                text(json, "image"),
                list(json, "command").stream().map(String::valueOf).toList(),
                text(json, "name"),
                text(json, "hostname"),
                text(json, "user"),
                text(json, "workdir"),
                texts(object(json, "env")),
                list(json, "volumes").stream().map(RecordCodec::volume).toList(),
                list(json, "tmpfs").stream()
                        .map(text -> Tmpfs.parse(String.valueOf(text)))
                        .toList(),
                LimitsCodec.read(object(json, "limits")),
                NamespacesCodec.read(object(json, "namespaces")),
                NetworkCodec.read(json.get("network")),
                IsolationCodec.read(object(json, "isolation")),
                stop(list(json, "stop")),
                flag(json, "init"),
                flag(json, "terminal"),
                flag(json, "stdin"),
                flag(json, "remove"),
                Profile.valueOf(text(json, "profile")),
                texts(object(json, "labels")));
    }

    private static StopRequest stop(List<?> fields) {
        return new StopRequest(((Number) fields.get(0)).intValue(), ((Number) fields.get(1)).intValue());
    }

    private static List<Object> volume(Volume volume) {
        return List.of(
                volume.source(),
                volume.target(),
                volume.readOnly(),
                volume.plain(),
                volume.propagation().toString(),
                volume.copy());
    }

    private static Volume volume(Object json) {
        var fields = (List<?>) json;
        return new Volume(
                String.valueOf(fields.get(0)),
                String.valueOf(fields.get(1)),
                Boolean.TRUE.equals(fields.get(2)),
                Boolean.TRUE.equals(fields.get(3)),
                Volume.Propagation.parse(String.valueOf(fields.get(4))).orElse(Volume.Propagation.RPRIVATE),
                Boolean.TRUE.equals(fields.get(5)));
    }

    private static Map<String, Object> cgroup(Cgroup cgroup) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", cgroup.name());
        cgroup.unified().ifPresent(path -> json.put("unified", path.toString()));
        json.put("v1", cgroup.version1().stream().map(Path::toString).toList());
        return json;
    }

    private static Cgroup cgroupOf(Map<String, Object> json) {
        var unified = Optional.ofNullable(json.get("unified")).map(p -> Path.of(String.valueOf(p)));
        var version1 =
                list(json, "v1").stream().map(p -> Path.of(String.valueOf(p))).toList();
        return new Cgroup(text(json, "name"), unified, version1);
    }

    private static Map<String, String> texts(Map<String, Object> json) {
        var texts = new LinkedHashMap<String, String>();
        json.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static boolean flag(Map<String, Object> json, String field) {
        return Boolean.TRUE.equals(json.get(field));
    }

    private static String text(Map<String, Object> json, String field) {
        return (String) required(json.get(field), field);
    }

    private static List<?> list(Map<String, Object> json, String field) {
        return (List<?>) required(json.get(field), field);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String field) {
        return (Map<String, Object>) required(json.get(field), field);
    }

    private static Object required(@Nullable Object value, String field) {
        if (value == null) {
            throw new MissingFieldException(field);
        }
        return value;
    }
}
