package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.shell.author.Proof;
import lab.shell.author.Typist;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves exercises on this kernel. */
@Command(
        name = "author",
        description = "author test: proves exercises on this kernel.",
        footer = {"%nExamples:", "  author test", "  author test uts-own --seeds 20"})
final class AuthorCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "test", description = "What to do; test is what there is.")
    private String action = "";

    @Parameters(index = "1..*", paramLabel = "EXERCISE", description = "Their ids; all if none is named.")
    private List<String> ids = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many seeds each is tried with; 2 if not given.",
            defaultValue = "2")
    private int seeds = 2;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many run at once; the number of processors if not given.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    AuthorCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!action.equals("test")) {
            throw new IllegalArgumentException("author knows test, not \"" + action + "\"");
        }
        if (seeds < 1 || jobs < 1) {
            throw new IllegalArgumentException("--seeds and --jobs are at least 1");
        }
        var theme = session().theme();
        var proof = new Proof(session().lab().settings(), AuthorCommand::typist, seeds, jobs);
        var findings = proof.run(exercises(), finding -> print(finding, theme, out));
        var bad = findings.stream().filter(f -> !f.faults().isEmpty()).count();
        out.println(session().lab().say("author.sum", findings.size() - bad, bad));
        return bad == 0 ? 0 : 1;
    }

    private static void print(Proof.Finding finding, Theme theme, PrintWriter out) {
        out.println((finding.faults().isEmpty() ? theme.pass() : theme.fail()) + " " + finding.exercise() + "  "
                + theme.quiet(finding.seeds() + " seeds"));
        finding.faults().forEach(fault -> out.println("    " + fault));
        out.flush();
    }

    private List<Exercise> exercises() {
        var all = Exercises.load(session().lab().settings().language());
        if (ids.isEmpty()) {
            return all.list();
        }
        var chosen = new ArrayList<Exercise>();
        for (var id : ids) {
            chosen.add(all.find(id)
                    .orElseThrow(() -> new IllegalArgumentException("there is no exercise \"" + id + "\"")));
        }
        return chosen;
    }

    /** A prompt without a terminal, which is how lines of solutions are typed. */
    static Typist typist(Lab lab) {
        return new LineRunner(new Session(lab, null))::run;
    }
}
