package lab.lessons.compiler;

import java.util.List;
import java.util.stream.Collectors;

/** Sources that can't be compiled; the message has a line for each mistake, and there is no stack trace, since the fault is not in the code. */
public final class ContentException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ContentException(List<Problem> problems) {
        super(message(problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        String title = problems.size() == 1 ? "a mistake in the content" : problems.size() + " mistakes in the content";
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n", title + ":\n", ""));
    }

    /** The mistakes, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
