package lab.shell.xray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.observe.FactGroup;
import lab.runtime.observe.FactList;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;

/** Takes a sight from one look at the facts. What ends or cannot be read in the meantime is left out. */
public final class SightReader {

    private static final String HOST = "host";
    private static final int MOST_NESTED = 4;

    private record Read(long pid, long parent, FactGroup facts, Map<String, String> namespaces) {}

    private final FactGroup root;
    private final List<String> containers;
    private final Map<Long, Read> processes = new LinkedHashMap<>();
    private final Map<Long, String> inits = new HashMap<>();

    private SightReader(Facts facts, String only) {
        this.root = facts.root();
        this.containers = facts.keys("container").stream()
                .filter(name -> only.isEmpty() || name.equals(only))
                .sorted((a, b) -> Boolean.compare(!a.equals(Scope.WORKBENCH), !b.equals(Scope.WORKBENCH)))
                .toList();
    }

    /**
     * Takes a sight.
     *
     * @param only the container that is looked at; empty for all
     */
    public static Sight take(Facts facts, String only) {
        var reader = new SightReader(facts, only);
        reader.read();
        return reader.sight();
    }

    private void read() {
        for (var name : containers) {
            number(root.get("container", name), "pid").ifPresent(pid -> inits.put(pid, name));
        }
        if (root.get("processes") instanceof FactList list) {
            for (var one : list.elements()) {
                var pid = number(one, "pid");
                var parent = number(one, "ppid");
                if (pid.isPresent() && parent.isPresent()) {
                    processes.put(pid.getAsLong(), new Read(pid.getAsLong(), parent.getAsLong(), one, namespaces(one)));
                }
            }
        }
    }

    private Sight sight() {
        var owned = new LinkedHashMap<String, List<Read>>();
        containers.forEach(name -> owned.put(name, new ArrayList<>()));
        for (var process : processes.values()) {
            var owner = owned.get(owner(process));
            if (owner != null) {
                owner.add(process);
            }
        }
        var members = new ArrayList<Sight.Member>();
        members.add(new Sight.Member(HOST, List.of(), namespaces((FactGroup) root.get(HOST))));
        var shown = new ArrayList<Sight.Process>();
        var cgroups = new ArrayList<Sight.Group>();
        var tables = new ArrayList<Sight.Table>();
        owned.forEach((name, all) -> {
            members.addAll(members(name, all));
            shown.addAll(forest(name, all));
            var container = root.get("container", name);
            groups(name, name, 0, (FactGroup) container.get("cgroup"), cgroups);
            table(name, container).ifPresent(tables::add);
        });
        return new Sight(members, shown, cgroups, tables);
    }

    /** The container whose first process is an ancestor, else whose pid or mount namespace a process shares. */
    private String owner(Read process) {
        var seen = new HashSet<Long>();
        for (var at = process; at != null && seen.add(at.pid); at = processes.get(at.parent)) {
            var name = inits.get(at.pid);
            if (name != null) {
                return name;
            }
        }
        for (var type : List.of("pid", "mnt")) {
            for (var init : inits.entrySet()) {
                var first = processes.get(init.getKey());
                if (first != null
                        && first.namespaces.get(type) != null
                        && first.namespaces.get(type).equals(process.namespaces.get(type))) {
                    return init.getValue();
                }
            }
        }
        var above = processes.get(process.parent);
        return above == null ? Scope.WORKBENCH : owner(above);
    }

    /** The container, and a member for each other set of namespaces that some of its processes are in. */
    private List<Sight.Member> members(String name, List<Read> all) {
        var sets = new LinkedHashMap<Map<String, String>, List<Read>>();
        all.stream()
                .filter(process -> inits.containsKey(process.pid))
                .forEach(first -> sets.put(first.namespaces, new ArrayList<>()));
        for (var process : all) {
            if (!process.namespaces.isEmpty()) {
                sets.computeIfAbsent(process.namespaces, set -> new ArrayList<>())
                        .add(process);
            }
        }
        var members = new ArrayList<Sight.Member>();
        sets.forEach((set, inside) -> {
            if (!inside.isEmpty()) {
                var label = members.isEmpty()
                        ? name
                        : text(inside.get(0).facts, "comm").orElse("?") + " " + inside.get(0).pid;
                members.add(
                        new Sight.Member(label, inside.stream().map(Read::pid).toList(), set));
            }
        });
        return members;
    }

    /** Children behind their parents; who has no parent in the container stands at the left. */
    private List<Sight.Process> forest(String name, List<Read> all) {
        var inside = new HashSet<>(all.stream().map(Read::pid).toList());
        var lines = new ArrayList<Sight.Process>();
        all.stream().filter(process -> !inside.contains(process.parent)).forEach(top -> grow(name, top, 0, all, lines));
        return lines;
    }

    private static void grow(String name, Read process, int depth, List<Read> all, List<Sight.Process> lines) {
        var words = text(process.facts, "commandLine").filter(text -> !text.isEmpty());
        var command = words.orElseGet(() -> "[" + text(process.facts, "comm").orElse("?") + "]");
        lines.add(new Sight.Process(
                name,
                depth,
                process.pid,
                inside(process),
                text(process.facts, "state").orElse("?"),
                command));
        all.stream()
                .filter(child -> child.parent == process.pid)
                .forEach(child -> grow(name, child, depth + 1, all, lines));
    }

    private static long inside(Read process) {
        return value(process.facts, "nsPid") instanceof List<?> numbers
                        && !numbers.isEmpty()
                        && numbers.get(numbers.size() - 1) instanceof Long last
                ? last
                : process.pid;
    }

    private static void groups(String owner, String name, int depth, FactGroup cgroup, List<Sight.Group> all) {
        if (!Boolean.TRUE.equals(value(cgroup, "exists")) || depth > MOST_NESTED) {
            return;
        }
        var cpu = (FactGroup) cgroup.get("cpu");
        var quota = number(cpu, "quota");
        var period = number(cpu, "period");
        all.add(new Sight.Group(
                owner,
                depth,
                name,
                value(cgroup, "procs") instanceof List<?> procs ? procs.size() : 0,
                usage((FactGroup) cgroup.get("memory")),
                usage((FactGroup) cgroup.get("pids")),
                number((FactGroup) cpu.get("stat"), "usage"),
                quota.isPresent() && period.isPresent() && period.getAsLong() > 0
                        ? OptionalDouble.of((double) quota.getAsLong() / period.getAsLong())
                        : OptionalDouble.empty(),
                Boolean.TRUE.equals(value(cgroup, "frozen"))));
        if (cgroup.get("children") instanceof FactList children) {
            for (var child : children.elements()) {
                var path = text(child, "path").orElse("?");
                groups(owner, path.substring(path.lastIndexOf('/') + 1), depth + 1, child, all);
            }
        }
    }

    private static Sight.Usage usage(FactGroup controller) {
        return new Sight.Usage(number(controller, "current"), number(controller, "max"));
    }

    private static Optional<Sight.Table> table(String name, FactGroup container) {
        if (!(container.get("mounts") instanceof FactList list)
                || list.elements().isEmpty()) {
            return Optional.empty();
        }
        var mounts = new ArrayList<Sight.Mount>();
        for (var mount : list.elements()) {
            var part = text(mount, "root").orElse("/");
            var options = value(mount, "superOptions") instanceof List<?> some ? some : List.of();
            mounts.add(new Sight.Mount(
                    text(mount, "target").orElse("?"),
                    text(mount, "fstype").orElse("?"),
                    part.equals("/") ? text(mount, "source").orElse("") : part,
                    value(mount, "options") instanceof List<?> own && own.contains("ro"),
                    options.stream()
                            .map(String::valueOf)
                            .filter(option -> option.startsWith("upperdir="))
                            .map(option -> option.substring("upperdir=".length()))
                            .findFirst()));
        }
        return Optional.of(new Sight.Table(name, text(container, "image").orElse("?"), mounts));
    }

    private static Map<String, String> namespaces(FactGroup process) {
        var identities = new LinkedHashMap<String, String>();
        var ns = (FactGroup) process.get("ns");
        for (var type : types()) {
            text(ns, type).ifPresent(identity -> identities.put(type, identity));
        }
        return identities;
    }

    /** The types of namespaces in the order of the picture. */
    static List<String> types() {
        Set<String> order = new java.util.LinkedHashSet<>(List.of("user", "mnt", "pid", "net"));
        for (var type : NamespaceType.values()) {
            order.add(type.file());
        }
        return List.copyOf(order);
    }

    private static Object value(FactGroup group, String name) {
        return group.get(name) instanceof Observation seen
                        && seen.reading() instanceof Reading.Value value
                        && value.value() != null
                ? value.value()
                : "";
    }

    private static Optional<String> text(FactGroup group, String name) {
        return group.get(name) instanceof Observation seen
                        && seen.reading() instanceof Reading.Value value
                        && value.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private static OptionalLong number(FactGroup group, String name) {
        return value(group, name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
