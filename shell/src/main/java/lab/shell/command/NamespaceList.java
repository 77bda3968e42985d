package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lab.runtime.observe.ContainerSight;
import lab.runtime.observe.FactList;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;

/** Who is in which namespace of one type, from the identities that the kernel shows of each process. */
final class NamespaceList {

    private record Member(long pid, String who) {}

    private final Scope scope;
    private final String type;

    NamespaceList(Scope scope, String type) {
        this.scope = scope;
        this.type = type;
    }

    List<List<String>> rows() throws IOException {
        var members = new LinkedHashMap<String, List<Member>>();
        add(members, ProcessHandle.current().pid(), "host");
        var facts = Facts.of(scope);
        if (facts.root().get("processes") instanceof FactList list) {
            for (var process : list.elements()) {
                if (process.get("pid") instanceof Observation observation
                        && observation.reading() instanceof Reading.Value value
                        && value.value() instanceof Long pid) {
                    add(members, pid, name(pid));
                }
            }
        }
        var rows = new ArrayList<List<String>>();
        new TreeMap<>(members).forEach((identity, all) -> rows.add(row(identity, all)));
        return rows;
    }

    private List<String> row(String identity, List<Member> all) {
        var first = all.get(0);
        Set<String> others = new LinkedHashSet<>(all.stream().map(Member::who).toList());
        return List.of(
                identity, type, Integer.toString(all.size()), Long.toString(first.pid()), String.join(", ", others));
    }

    private void add(Map<String, List<Member>> members, long pid, String who) {
        try {
            var link = Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + type))
                    .toString();
            var identity = link.replaceAll("[^0-9]", "");
            members.computeIfAbsent(identity, i -> new ArrayList<>()).add(new Member(pid, who));
        } catch (IOException e) {
            // The process has ended since it was listed, so it is in no namespace any more.
            return;
        }
    }

    /** The container that a process belongs to is the one whose first process it is, else its own command. */
    private String name(long pid) {
        return scope.containers().stream()
                .filter(c -> c.init().isPresent() && c.init().get().pid() == pid)
                .map(ContainerSight::name)
                .findFirst()
                .orElseGet(() -> command(pid));
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }
}
