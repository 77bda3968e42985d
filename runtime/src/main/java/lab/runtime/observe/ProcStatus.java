package lab.runtime.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of {@code /proc/PID/status} by their names.
 *
 * @param lines name to value
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
record ProcStatus(Map<String, String> lines) {
    static ProcStatus parse(String text) {
        Map<String, String> lines = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return new ProcStatus(Map.copyOf(lines));
    }

    Optional<String> line(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    Optional<List<Long>> numbers(String name) {
        return line(name).map(value -> {
            List<Long> numbers = new ArrayList<>();
            for (String word : value.split("\\s+")) {
                if (!word.isEmpty()) {
                    numbers.add(Long.parseLong(word));
                }
            }
            return List.copyOf(numbers);
        });
    }

    /** The names of the bits that are set in a hexadecimal mask. */
    Optional<List<String>> bits(String name, List<String> names, int lowest) {
        return line(name).map(mask -> {
            long bits = Long.parseUnsignedLong(mask, 16);
            List<String> set = new ArrayList<>();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                if ((bits >>> bit & 1) != 0) {
                    set.add(bit < names.size() ? names.get(bit) : String.valueOf(bit + lowest));
                }
            }
            return List.copyOf(set);
        });
    }
}
