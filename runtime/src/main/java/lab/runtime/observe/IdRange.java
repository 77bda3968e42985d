package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code uid_map} or {@code gid_map}: ids inside a user namespace and what they are outside.
 *
 * @param inside the first id inside
 * @param outside the first id as the reader's user namespace sees it
 * @param count how many ids
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public record IdRange(long inside, long outside, long count) {
    /**
     * Reads a whole map.
     *
     * @param text the file's content
     * @return its ranges
     */
    public static List<IdRange> parseAll(String text) {
        List<IdRange> ranges = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] fields = line.trim().split("\\s+");
            if (fields.length == 3) {
                ranges.add(
                        new IdRange(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
            }
        }
        return List.copyOf(ranges);
    }
}
