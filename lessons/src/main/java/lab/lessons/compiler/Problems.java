package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;

/** Collects mistakes, so that an author sees all of them at once. */
public final class Problems {
    private final List<Problem> list = new ArrayList<>();

    /** Adds a mistake. */
    public void add(Problem problem) {
        list.add(problem);
    }

    /** The mistakes so far, in the order of files and lines. */
    public List<Problem> list() {
        return list.stream().sorted().distinct().toList();
    }

    /** Ends the work if there was a mistake. */
    public void check() throws ContentException {
        if (!list.isEmpty()) {
            throw new ContentException(list());
        }
    }
}
