package lab.runtime.direct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lab.runtime.cgroup.BlockLimit;
import lab.runtime.cgroup.CpuWeight;

/**
 * Where cgroups can be made by hand: a directory in each hierarchy. One cgroup is one directory on v2, and one in each hierarchy on v1.
 *
 * @param version2 whether there is only the unified hierarchy
 * @param places the directories by the name that their hierarchy is mounted under, such as {@code memory} or {@code cpu,cpuacct}
 */
public record CgroupTree(boolean version2, Map<String, String> places) {

    private static final String UNLIMITED = "-1";
    private static final long PERIOD = 100_000;

    /** Copies the map, in the order of the names. */
    public CgroupTree {
        places = new TreeMap<>(places);
    }

    /**
     * A file to be written.
     *
     * @param path where it is
     * @param text what goes in
     */
    public record Entry(String path, String text) {}

    /** Checks a name: one or more path elements. */
    static String name(String name) {
        for (var part : name.split("/", -1)) {
            if (!part.matches("[A-Za-z0-9_][A-Za-z0-9_.:@-]*")) {
                throw new IllegalArgumentException("a cgroup's name is made of letters, digits, _ . : @ and -, with / "
                        + "between a cgroup and one below it, not \"" + name + "\"");
            }
        }
        return name;
    }

    /** The directories of a cgroup. */
    public List<String> directories(String name) {
        name(name);
        return places.values().stream().map(place -> place + "/" + name).toList();
    }

    /**
     * What to write so that a value is set: by the names of v2, which on v1 have others, or by the name of any file that is there.
     *
     * @param file such as {@code memory.max}
     * @param value as v2 takes it
     */
    public List<Entry> set(String name, String file, String value) {
        if (file.contains("/") || file.startsWith(".") || file.isEmpty()) {
            throw new IllegalArgumentException("a file of a cgroup is named without a path, not \"" + file + "\"");
        }
        var entries = new ArrayList<Entry>();
        for (var pair : version2 ? List.of(List.of(file, value)) : version1(file, value)) {
            entries.add(new Entry(place(pair.get(0)) + "/" + name(name) + "/" + pair.get(0), pair.get(1)));
        }
        return entries;
    }

    /** The files of v1 that mean the same. */
    private static List<List<String>> version1(String file, String value) {
        var bytes = value.equals("max") ? UNLIMITED : value;
        return switch (file) {
            case "memory.max" -> List.of(List.of("memory.limit_in_bytes", bytes));
            case "memory.low" -> List.of(List.of("memory.soft_limit_in_bytes", bytes));
            case "cpu.max" -> quota(value.strip().split(" +"));
            case "cpu.weight" -> List.of(List.of("cpu.shares", Long.toString(CpuWeight.toShares(number(file, value)))));
            case "io.max" -> throttle(value.strip().split(" +"));
            default -> List.of(List.of(file, value));
        };
    }

    private static List<List<String>> quota(String[] words) {
        var period = words.length > 1 ? words[1] : Long.toString(PERIOD);
        return List.of(
                List.of("cpu.cfs_period_us", period),
                List.of("cpu.cfs_quota_us", words[0].equals("max") ? UNLIMITED : words[0]));
    }

    private static List<List<String>> throttle(String[] words) {
        var entries = new ArrayList<List<String>>();
        for (var word : List.of(words).subList(1, words.length)) {
            var pair = word.split("=", 2);
            var kind = Arrays.stream(BlockLimit.Kind.values())
                    .filter(k -> k.key().equals(pair[0]))
                    .findFirst();
            if (kind.isEmpty() || pair.length < 2) {
                throw new IllegalArgumentException(
                        "io.max is MAJOR:MINOR and then rbps=, wbps=, riops= or wiops=, not \"" + word + "\"");
            }
            var rate = pair[1].equals("max") ? "0" : pair[1];
            entries.add(List.of(kind.get().version1(), words[0] + " " + rate));
        }
        return entries;
    }

    private static long number(String file, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(file + " is a number, not \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    /** The hierarchy that has a file, by the controller in its name. */
    private String place(String file) {
        var controller = file.substring(0, Math.max(0, file.indexOf('.')));
        if (version2) {
            return places.values().iterator().next();
        }
        return places.entrySet().stream()
                .filter(entry -> List.of(entry.getKey().split(",")).contains(controller))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> controller.equals("cgroup") ? Optional.ofNullable(places.get("unified")) : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no hierarchy here has a file " + file + ": there are " + String.join(", ", places.keySet())));
    }
}
