package lab.shell.xray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.shell.screen.Theme;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/** A sight as lines, or as JSON for machines. */
public final class XrayText {

    private XrayText() {}

    /** All panels, one below the other. */
    public static List<String> lines(Sight sight, Theme theme, int width) {
        var lines = new ArrayList<String>();
        for (var panel : Panel.values()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(theme.strong(panel.title()));
            lines.addAll(panel.lines(Flow.of(sight), new Pen(theme, width, 0)));
        }
        return lines;
    }

    /** All that there is to see, as one line. */
    public static String json(Sight sight) {
        var json = new LinkedHashMap<String, Object>();
        json.put("Members", sight.members().stream().map(XrayText::member).toList());
        json.put("Processes", sight.processes().stream().map(XrayText::process).toList());
        json.put("Cgroups", sight.cgroups().stream().map(XrayText::group).toList());
        json.put("Mounts", sight.mounts().stream().map(XrayText::table).toList());
        return JSON.std.asString(json);
    }

    private static Map<String, Object> member(Sight.Member member) {
        var json = new LinkedHashMap<String, Object>();
        json.put("Name", member.name());
        json.put("Pids", member.pids());
        json.put("Namespaces", member.namespaces());
        return json;
    }

    private static Map<String, Object> process(Sight.Process process) {
        var json = new LinkedHashMap<String, Object>();
        json.put("Container", process.owner());
        json.put("Pid", process.pid());
        json.put("InsidePid", process.inside());
        json.put("State", process.state());
        json.put("Command", process.command());
        return json;
    }

    private static Map<String, @Nullable Object> group(Sight.Group group) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("Container", group.owner());
        json.put("Name", group.name());
        json.put("Depth", group.depth());
        json.put("Processes", group.processes());
        json.put("Memory", number(group.memory().used()));
        json.put("MemoryMax", number(group.memory().limit()));
        json.put("Pids", number(group.pids().used()));
        json.put("PidsMax", number(group.pids().limit()));
        json.put("CpuMicros", number(group.cpuMicros()));
        json.put("Cpus", number(group.cpus()));
        json.put("Frozen", group.frozen());
        return json;
    }

    private static Map<String, Object> table(Sight.Table table) {
        var json = new LinkedHashMap<String, Object>();
        json.put("Container", table.owner());
        json.put("Image", table.image());
        json.put("Mounts", table.mounts().stream().map(XrayText::mount).toList());
        return json;
    }

    private static Map<String, @Nullable Object> mount(Sight.Mount mount) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("Target", mount.target());
        json.put("Type", mount.fstype());
        json.put("Source", mount.source());
        json.put("ReadOnly", mount.readOnly());
        json.put("Upper", mount.upper().orElse(null));
        return json;
    }

    private static @Nullable Object number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable Object number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
