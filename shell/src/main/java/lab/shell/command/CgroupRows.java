package lab.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Setting;
import tools.jackson.jr.ob.JSON;

/**
 * The cgroups below another one, as a list.
 *
 * @param top whose descendants are listed
 */
record CgroupRows(Cgroup top) {

    private static final String LEAF = "init";

    /** A new cgroup has the CPUs of the one above. */
    private static final String CPUS = "cpuset.cpus";

    /**
     * One of them.
     *
     * @param name its path from the top
     * @param processes how many processes are in it and below
     * @param limits what is limited, by the names of v2
     */
    record Row(String name, int processes, Map<String, String> limits) {

        String limitsText() {
            var text = new StringBuilder();
            limits.forEach((file, value) -> text.append(text.length() == 0 ? "" : "  ")
                    .append(file)
                    .append('=')
                    .append(value));
            return text.toString();
        }

        String json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("Name", name);
            json.put("Processes", processes);
            json.put("Limits", limits);
            return JSON.std.asString(json);
        }
    }

    /** All of them, or only one and what is below it. */
    List<Row> rows(String only) throws IOException {
        var rows = new ArrayList<Row>();
        add(rows, top, "");
        rows.removeIf(row -> !only.isEmpty() && !row.name.equals(only) && !row.name.startsWith(only + "/"));
        return rows;
    }

    private static void add(List<Row> rows, Cgroup cgroup, String path) throws IOException {
        for (var child : cgroup.below()) {
            var name = path + child.name();
            if (!name.equals(LEAF)) {
                var limits = limits(child);
                limits.remove(CPUS, limits(cgroup).get(CPUS));
                rows.add(new Row(name, child.processes().size(), limits));
                add(rows, child, name + "/");
            }
        }
    }

    private static Map<String, String> limits(Cgroup cgroup) throws IOException {
        var limits = new LinkedHashMap<String, String>();
        for (var setting : cgroup.settings()) {
            if (limited(setting)) {
                limits.put(setting.name(), setting.value());
            }
        }
        return limits;
    }

    /** What a new cgroup has is no limit: {@code max}, v1's -1 and its largest number of pages, and the usual weight. */
    private static boolean limited(Setting setting) {
        var value = setting.value();
        var usual = List.of("max", "max 100000", "-1", "0", "100", "1024").contains(value);
        return !usual && !value.matches("[0-9]{19,}");
    }
}
