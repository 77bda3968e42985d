package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Flavour;
import lab.runtime.container.OwnCalls;
import lab.runtime.direct.CgroupCalls;
import lab.runtime.direct.CgroupTree;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, sets, joins, lists and removes cgroups by hand: mkdir(2), write(2), rmdir(2). */
@Command(
        name = "cgroup",
        description = {
            "Makes, sets, joins, lists and removes cgroups by hand: mkdir(2), write(2), rmdir(2).",
            "Files have the names of version 2; on version 1 those that mean the same are written."
        },
        footer = {
            "%nExamples:",
            "  cgroup create demo",
            "  cgroup set demo memory.max=64M pids.max=20",
            "  cgroup join demo sleep 1000",
            "  cgroup join demo 42",
            "  cgroup ls",
            "  cgroup rm demo"
        })
final class CgroupCommand extends DirectCommand {

    private static final String MOUNT = "/sys/fs/cgroup";

    /** What it can do. */
    static final List<String> ACTIONS = List.of("create", "set", "join", "ls", "rm");

    @Parameters(index = "0", paramLabel = "create|set|join|ls|rm", description = "What to do.")
    private String action = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME ...",
            description =
                    "A cgroup, and what belongs to the action: FILE=VALUE, a command, or processes by their pids.")
    private List<String> words = List.of();

    @Option(names = "--format", description = "json for machines.", defaultValue = "table")
    private String format = "table";

    CgroupCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException("there is no \"cgroup " + action + "\": "
                    + String.join(", ", ACTIONS.subList(0, ACTIONS.size() - 1)) + " or ls and rm");
        }
        if (action.equals("ls")) {
            return list(out);
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("cgroup " + action + " needs the name of a cgroup, such as demo");
        }
        return act(tree(), words.get(0), words.subList(1, words.size()));
    }

    private int act(CgroupTree tree, String name, List<String> rest) throws IOException {
        return switch (action) {
            case "create" -> direct(new CgroupCalls.Create(tree, inWorkbench() ? "" : "lab", name), List.of());
            case "rm" -> direct(new CgroupCalls.Remove(tree, name), List.of());
            case "set" -> direct(set(tree, name, rest), List.of());
            default -> join(tree, name, rest);
        };
    }

    private static OwnCalls set(CgroupTree tree, String name, List<String> settings) {
        var entries = new ArrayList<CgroupTree.Entry>();
        for (var setting : settings) {
            var pair = setting.split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException("a setting is FILE=VALUE, such as memory.max=64M, not \"" + setting
                        + "\"; a value with spaces is put in quotes: \"cpu.max=50000 100000\"");
            }
            entries.addAll(tree.set(name, pair[0], pair[1]));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("cgroup set needs something to set, such as memory.max=64M");
        }
        return new CgroupCalls.Set(entries);
    }

    private int join(CgroupTree tree, String name, List<String> rest) throws IOException {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("cgroup join needs a command, or the pids of processes");
        }
        return rest.stream().allMatch(word -> word.matches("[0-9]{1,9}"))
                ? direct(
                        new CgroupCalls.Join(
                                tree, name, rest.stream().map(Integer::valueOf).toList()),
                        List.of())
                : direct(new CgroupCalls.Join(tree, name, List.of(0)), rest);
    }

    private boolean inWorkbench() {
        return session().shellState() != null;
    }

    private CgroupTree tree() throws IOException {
        var lab = session().lab();
        var cgroups = lab.containers().cgroups();
        var version2 = cgroups.flavour() == Flavour.V2;
        var places = new TreeMap<String, String>();
        if (inWorkbench()) {
            var mounted = cgroups.byMount(bench());
            mounted.keySet().forEach(key -> places.put(key, version2 ? MOUNT : MOUNT + "/" + key));
        } else {
            cgroups.hierarchies()
                    .forEach(h -> places.put(
                            String.valueOf(h.mount().getFileName()),
                            h.own().resolve(Cgroups.SUBTREE).toString()));
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("this user may not make cgroups here: start the lab as root, or let root"
                    + " hand a cgroup over: lab doctor --fix");
        }
        return new CgroupTree(version2, places);
    }

    private Cgroup bench() throws IOException {
        var lab = session().lab();
        var name = lab.openPlace(true).workbench();
        return lab.containers().get(name).cgroup();
    }

    private int list(PrintWriter out) throws IOException {
        var cgroups = session().lab().containers().cgroups();
        var top = inWorkbench() ? bench() : cgroups.subtree();
        var names = new ArrayList<>(words);
        var json = format.equals("json") || (names.remove("--format") && names.remove("json"));
        var rows = new CgroupRows(top).rows(names.isEmpty() ? "" : names.get(0));
        if (json) {
            rows.forEach(row -> out.println(row.json()));
        } else {
            var table = new ArrayList<List<String>>();
            table.add(List.of("CGROUP", "PROCESSES", "LIMITS"));
            rows.forEach(row -> table.add(List.of(row.name(), Integer.toString(row.processes()), row.limitsText())));
            Columns.table(table).forEach(out::println);
        }
        return 0;
    }
}
