package lab.grader.report;

import java.util.List;
import lab.grader.mark.Graded;

/** A form for marks. */
@FunctionalInterface
interface Form {
    /** Fills it in; the same marks always give the same text. */
    String fill(List<Graded> all, Sheet sheet);
}
