package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.grader.Attempt;
import lab.shell.session.Lab;

/** A look at the kernel for all checks of one exercise. */
final class CheckTable implements Table {

    private static final int WARM = 20;
    private static final int CHECKS = 200;

    /** One of the first lesson's, with a process, the workbench and the host to look at. */
    private static final String EXERCISE = "uts-own";

    @Override
    public String word() {
        return "check";
    }

    @Override
    public String about() {
        return "a full check of one exercise";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("a full check of one exercise (" + EXERCISE + ", in a place with its workbench)");
        out.println(HEADER);
        var exercise = Exercises.load(lab.settings().language()).list().stream()
                .filter(e -> e.id().equals(EXERCISE))
                .findFirst()
                .orElseThrow();
        lab.openPlace(false).workbench();
        var values = exercise.parameters()
                .resolve(Seed.of("bench".getBytes(StandardCharsets.UTF_8), "bench", exercise.id()));
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        Work.times(attempt::check, WARM);
        var series = new Series("check", Work.times(attempt::check, CHECKS));
        out.println(series.row(series));
    }
}
