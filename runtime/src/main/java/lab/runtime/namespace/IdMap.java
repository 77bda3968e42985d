package lab.runtime.namespace;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How ids inside a user namespace are those outside; user_namespaces(7).
 *
 * @param uids ranges of user ids
 * @param gids ranges of group ids
 * @param helper whether newuidmap(1) and newgidmap(1) must write it, since the ranges are not this user's own
 */
public record IdMap(List<Range> uids, List<Range> gids, boolean helper) {

    /** What the kernel shows for an id that is not mapped; {@code /proc/sys/kernel/overflowuid}. */
    private static final int NOBODY = 65534;

    /** Copies the lists. */
    public IdMap {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    /**
     * A range of ids.
     *
     * @param inside the first id inside
     * @param outside the first id outside
     * @param count how many
     */
    public record Range(int inside, int outside, int count) {}

    /** The text that is written to {@code uid_map} or {@code gid_map}. */
    public static String text(List<Range> ranges) {
        return ranges.stream()
                .map(r -> r.inside + " " + r.outside + " " + r.count + "\n")
                .collect(Collectors.joining());
    }

    /** Whether an id inside has one outside. */
    public static boolean maps(List<Range> ranges, int inside) {
        return ranges.stream().anyMatch(r -> inside >= r.inside && inside - r.inside < r.count);
    }

    /** The id outside that an id inside has; that of root if it has none. */
    public static int outside(List<Range> ranges, int inside) {
        for (var range : ranges) {
            if (inside >= range.inside && inside - range.inside < range.count) {
                return range.outside + inside - range.inside;
            }
        }
        return ranges.get(0).outside;
    }

    /** The id inside that an id outside has; that of nobody if it has none. */
    public static int inside(List<Range> ranges, int outside) {
        for (var range : ranges) {
            if (outside >= range.outside && outside - range.outside < range.count) {
                return range.inside + outside - range.outside;
            }
        }
        return NOBODY;
    }

    /** The user id outside that root inside has. */
    public int rootUid() {
        return uids.get(0).outside;
    }

    /** The group id outside that root's group inside has. */
    public int rootGid() {
        return gids.get(0).outside;
    }

    /** Whether more than one id is mapped. */
    public boolean wide() {
        return uids.stream().mapToInt(Range::count).sum() > 1;
    }
}
