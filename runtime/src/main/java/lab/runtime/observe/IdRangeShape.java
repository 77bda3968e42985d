package lab.runtime.observe;

import java.util.List;

/** The facts of a line of {@code uid_map} or {@code gid_map}. */
final class IdRangeShape {
    /** All facts of a range. */
    static final Shape<IdRange> RANGE = Shape.<IdRange>of("range of ids")
            .leaf("inside", Kind.NUMBER, "the first id inside the user namespace", r -> Read.value(r.inside(), ""))
            .leaf("outside", Kind.NUMBER, "what it is on the host", r -> Read.value(r.outside(), ""))
            .leaf("count", Kind.NUMBER, "how many ids follow", r -> Read.value(r.count(), ""))
            .build();

    private IdRangeShape() {}

    /** The ranges in one of a process's map files. */
    static Found<List<IdRange>> of(ProcessView process, String file) {
        return process.text(file).map(IdRange::parseAll);
    }
}
