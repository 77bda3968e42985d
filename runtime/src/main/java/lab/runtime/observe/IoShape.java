package lab.runtime.observe;

import java.util.List;
import java.util.stream.Stream;

/** The facts of the limits of a block device in a cgroup, such as {@code cgroup.io.device('254:0').wbps}. */
final class IoShape {

    /** The four rates of a device. */
    static final Shape<Device> LIMITS = Shape.<Device>of("device limit")
            .leaf(
                    "rbps",
                    Kind.NUMBER,
                    "bytes a second read at most, null without a limit",
                    d -> d.rate("rbps", "read_bps"))
            .leaf("wbps", Kind.NUMBER, "bytes a second written at most", d -> d.rate("wbps", "write_bps"))
            .leaf("riops", Kind.NUMBER, "reads a second at most", d -> d.rate("riops", "read_iops"))
            .leaf("wiops", Kind.NUMBER, "writes a second at most", d -> d.rate("wiops", "write_iops"))
            .build();

    private IoShape() {}

    static Found<Device> of(CgroupView cgroup, String device) {
        return Found.here(new Device(cgroup, device), cgroup.origin());
    }

    /**
     * A device as a cgroup limits it.
     *
     * @param cgroup the cgroup
     * @param number the device as {@code MAJOR:MINOR}
     */
    record Device(CgroupView cgroup, String number) {

        Reading rate(String key, String version1) {
            boolean old = cgroup.version1("blkio");
            String name = "blkio.throttle." + version1 + "_device";
            Reading text = old ? cgroup.optionalText("blkio", name) : cgroup.unified("io.max");
            if (!(text instanceof Reading.Value value)) {
                return text;
            }
            String lines = value.value() instanceof String found ? found : "";
            List<String> words = lines.lines()
                    .map(line -> line.split(" "))
                    .filter(line -> line[0].equals(number))
                    .flatMap(Stream::of)
                    .skip(1)
                    .toList();
            return words.stream()
                    .map(word -> old ? word : word.startsWith(key + "=") ? word.substring(key.length() + 1) : "max")
                    .filter(word -> !word.equals("max"))
                    .findFirst()
                    .map(word -> Read.value(Long.valueOf(word), value.source()))
                    .orElseGet(() -> Read.value((Object) null, value.source()));
        }
    }
}
