package lab.runtime.seccomp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.KernelVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Reads a profile in JSON, as Docker and the OCI runtime-spec ("Seccomp") have it. */
final class ProfileJson {

    private static final Map<String, String> ARCHITECTURES = Map.of(
            "amd64", "x86_64",
            "x86", "i386",
            "arm64", "aarch64",
            "SCMP_ARCH_X86_64", "x86_64",
            "SCMP_ARCH_X86", "i386",
            "SCMP_ARCH_AARCH64", "aarch64");

    private ProfileJson() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is no profile, with the reason
     */
    static SeccompProfile read(String text) {
        try {
            var json = JSON.std.mapFrom(text);
            var otherwise = action(json, "defaultAction", number(json, "defaultErrnoRet", Errno.EPERM.number()));
            var rules = new ArrayList<Rule>();
            for (var entry : list(json, "syscalls")) {
                rules.add(rule(map(entry)));
            }
            return new SeccompProfile(otherwise, rules, architectures(json));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a seccomp profile is JSON: " + e.getOriginalMessage(), e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("this is no seccomp profile: " + e.getMessage(), e);
        }
    }

    /** Those named as they are, and with Docker's map those below the ones of this machine. */
    private static Set<String> architectures(Map<String, Object> json) {
        var names = list(json, "architectures").stream().map(String::valueOf).collect(Collectors.toSet());
        for (var entry : list(json, "archMap")) {
            names.add(String.valueOf(map(entry).get("architecture")));
            list(map(entry), "subArchitectures").forEach(name -> names.add(String.valueOf(name)));
        }
        return known(names);
    }

    private static Set<String> known(Set<String> names) {
        return names.stream()
                .map(name -> ARCHITECTURES.getOrDefault(name, name))
                .collect(Collectors.toSet());
    }

    private static Rule rule(Map<String, Object> json) {
        var names = new ArrayList<String>();
        list(json, "names").forEach(name -> names.add(String.valueOf(name)));
        if (json.get("name") instanceof String name) {
            names.add(name);
        }
        var includes = map(json.getOrDefault("includes", Map.of()));
        var excludes = map(json.getOrDefault("excludes", Map.of()));
        var since = Optional.ofNullable(includes.get("minKernel")).map(v -> KernelVersion.parse(String.valueOf(v)));
        var scope = new Rule.Scope(
                texts(includes, "caps"),
                texts(excludes, "caps"),
                known(texts(includes, "arches")),
                known(texts(excludes, "arches")),
                since);
        return new Rule(
                names, action(json, "action", number(json, "errnoRet", Errno.EPERM.number())), cases(json), scope);
    }

    /** Conditions on different arguments must all hold, of several on the same argument one, as runc has it. */
    private static List<List<Condition>> cases(Map<String, Object> json) {
        var byArgument = new LinkedHashMap<Integer, List<Condition>>();
        for (var entry : list(json, "args")) {
            var condition = condition(map(entry));
            byArgument
                    .computeIfAbsent(condition.argument(), a -> new ArrayList<>())
                    .add(condition);
        }
        var all = byArgument.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        return byArgument.values().stream().allMatch(conditions -> conditions.size() == 1)
                ? List.of(all)
                : all.stream().map(List::of).toList();
    }

    private static Condition condition(Map<String, Object> json) {
        var argument = (int) number(json, "index", 0);
        var value = number(json, "value", 0);
        var operator = String.valueOf(json.get("op"));
        if (operator.equals("SCMP_CMP_MASKED_EQ")) {
            return new Condition(argument, value, Condition.Operator.EQ, number(json, "valueTwo", 0));
        }
        return new Condition(
                argument,
                switch (operator) {
                    case "SCMP_CMP_EQ" -> Condition.Operator.EQ;
                    case "SCMP_CMP_NE" -> Condition.Operator.NE;
                    case "SCMP_CMP_LT" -> Condition.Operator.LT;
                    case "SCMP_CMP_LE" -> Condition.Operator.LE;
                    case "SCMP_CMP_GE" -> Condition.Operator.GE;
                    case "SCMP_CMP_GT" -> Condition.Operator.GT;
                    default ->
                        throw new IllegalArgumentException("no such comparison in a seccomp profile: " + operator);
                },
                value);
    }

    private static Action action(Map<String, Object> json, String field, long data) {
        var name = String.valueOf(json.get(field));
        return switch (name) {
            case "SCMP_ACT_ALLOW" -> Action.ALLOW;
            case "SCMP_ACT_ERRNO" -> Action.errno((int) data);
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Action.KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> Action.KILL_PROCESS;
            case "SCMP_ACT_TRAP" -> Action.TRAP;
            case "SCMP_ACT_TRACE" -> Action.trace((int) data);
            case "SCMP_ACT_LOG" -> Action.LOG;
            default ->
                throw new IllegalArgumentException(
                        "a seccomp profile has in \"" + field + "\" a known action, not " + name);
        };
    }

    private static long number(Map<String, Object> json, String field, long otherwise) {
        return json.get(field) instanceof Number number ? number.longValue() : otherwise;
    }

    private static Set<String> texts(Map<String, Object> json, String field) {
        return list(json, field).stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static List<?> list(Map<String, Object> json, String field) {
        return json.get(field) instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }
}
