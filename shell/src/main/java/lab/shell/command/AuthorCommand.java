package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.Exercise;
import lab.exercises.Seed;
import lab.shell.author.Lint;
import lab.shell.author.Preview;
import lab.shell.author.Proof;
import lab.shell.author.Sketch;
import lab.shell.author.Typist;
import lab.shell.homework.Grading;
import lab.shell.learn.Enrolment;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import lab.shell.session.Needs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What authors of exercises need. */
@Command(
        name = "author",
        description = "For authors of exercises: test, lint, new, preview.",
        footer = {
            "%nauthor test [ID...]      proves exercises on this kernel",
            "author lint [ID...]      reads their files: facts, parameters, translations",
            "author new LESSON ID     begins an exercise in all languages",
            "author preview ID        shows all of an exercise, as a student gets it",
            "%ntest also leaves out each part of each check in turn; what no wrong attempt notices is told.",
            "%nlint: exit code 1 if something is wrong; with --strict also if something is worth a thought.",
            "%nExamples:",
            "  author test uts-own --seeds 20",
            "  author lint",
            "  author new namespaces-1 uts-twice",
            "  author preview uts-own --student kim"
        })
final class AuthorCommand extends BaseCommand {

    /** What the first word can be. */
    static final List<String> ACTIONS = List.of("test", "lint", "new", "preview");

    private static final String CONTENT = "exercises/src/main/content";

    @Parameters(index = "0", paramLabel = "ACTION", description = "test, lint, new or preview.")
    private String action = "";

    @Parameters(index = "1..*", paramLabel = "ID", description = "Exercises; all if none is named.")
    private List<String> ids = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "test: how many seeds each is tried with; 2 if not given.",
            defaultValue = "2")
    private int seeds = 2;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "test: how many run at once; the number of processors if not given.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--content",
            paramLabel = "FOLDER",
            description = "lint, new: where the exercises' files are; those of this checkout if not given.")
    private String content = "";

    @Option(names = "--strict", description = "lint: what is worth a thought counts, too.")
    private boolean strict;

    @Option(names = "--student", paramLabel = "NAME", description = "preview: whose parameters; yours if not given.")
    private String student = "";

    AuthorCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        return switch (action) {
            case "test" -> test(out);
            case "lint" -> lint(out);
            case "new" -> sketch(out);
            case "preview" -> preview(out);
            default ->
                throw new IllegalArgumentException(
                        session().lab().say("author.action", action, String.join(", ", ACTIONS)));
        };
    }

    private int test(PrintWriter out) throws IOException {
        if (seeds < 1 || jobs < 1) {
            throw new IllegalArgumentException("--seeds and --jobs are at least 1");
        }
        var theme = session().theme();
        var proof = new Proof(session().lab().settings(), AuthorCommand::typist, seeds, jobs);
        var able = new ArrayList<Exercise>();
        for (var exercise : exercises()) {
            var missing = Needs.missing(exercise, session().lab());
            if (missing.isEmpty()) {
                able.add(exercise);
            } else {
                out.println(theme.todo() + " " + exercise.id() + "  "
                        + theme.quiet(session()
                                .lab()
                                .say("exercise.lacks", missing.get(0).id())));
            }
        }
        var findings = proof.run(able, finding -> print(finding, theme, out));
        var bad = findings.stream().filter(f -> !f.faults().isEmpty()).count();
        out.println(session().lab().say("author.sum", findings.size() - bad, bad));
        return bad == 0 ? 0 : 1;
    }

    private static void print(Proof.Finding finding, Theme theme, PrintWriter out) {
        out.println((finding.faults().isEmpty() ? theme.pass() : theme.fail()) + " " + finding.exercise() + "  "
                + theme.quiet(finding.seeds() + " seeds"));
        finding.faults().forEach(fault -> out.println("    " + fault));
        finding.unnoticed().forEach(remark -> out.println("    " + theme.todo() + " " + remark));
        out.flush();
    }

    private int lint(PrintWriter out) throws IOException {
        var lab = session().lab();
        var theme = session().theme();
        var remarks = new Lint(folder(), lab.expressions()).run(ids);
        for (var remark : remarks) {
            out.println((remark.fault() ? theme.fail() : theme.todo()) + " " + remark.text());
        }
        var faults = remarks.stream().filter(remark -> remark.fault()).count();
        out.println(lab.say("author.lint", faults, remarks.size() - faults));
        return faults > 0 || (strict && !remarks.isEmpty()) ? 1 : 0;
    }

    private int sketch(PrintWriter out) throws IOException {
        if (ids.size() != 2) {
            throw new IllegalArgumentException(session().lab().say("author.new"));
        }
        new Sketch(folder()).write(ids.get(0), ids.get(1)).forEach(out::println);
        out.println(session().lab().say("author.next", ids.get(1)));
        return 0;
    }

    private int preview(PrintWriter out) throws IOException {
        var lab = session().lab();
        var enrolment = Enrolment.of(lab.settings());
        for (var exercise : exercises()) {
            var seed = student.isEmpty()
                    ? enrolment.seed(exercise.id())
                    : Seed.of(Enrolment.key(enrolment.course()), student, exercise.id());
            new Preview(lab, session().theme(), session().width())
                    .print(exercise.with(exercise.parameters().resolve(seed)), out);
        }
        return 0;
    }

    /** The folder with the exercises' files: the one that was named, or that of the checkout that this lab was built in. */
    private Path folder() throws IOException {
        if (!content.isEmpty()) {
            return Path.of(content);
        }
        var launcher = System.getProperty("lab.launcher", "");
        var own = launcher.isEmpty()
                ? Path.of(CONTENT)
                : Path.of(launcher).resolveSibling("../" + CONTENT).normalize();
        if (!Files.isDirectory(own)) {
            throw new IOException(session().lab().say("author.content", own));
        }
        return own;
    }

    private List<Exercise> exercises() {
        return new Grading(session().lab()).exercises(ids);
    }

    /** A prompt without a terminal, which is how lines of solutions are typed. */
    static Typist typist(Lab lab) {
        return new LineRunner(new Session(lab, null))::run;
    }
}
