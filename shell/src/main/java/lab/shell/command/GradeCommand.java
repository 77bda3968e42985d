package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.exercises.Exercise;
import lab.grader.mark.Assignment;
import lab.grader.mark.Graded;
import lab.grader.mark.Terms;
import lab.grader.report.Format;
import lab.grader.report.Regrade;
import lab.grader.report.Sheet;
import lab.shell.homework.GradeText;
import lab.shell.homework.Grading;
import lab.shell.homework.Prompt;
import lab.shell.homework.RegradeText;
import lab.shell.homework.Replays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Marks submissions. */
@Command(
        name = "grade",
        description = "Marks submissions from the facts that they recorded; needs no privileges and runs nothing.",
        footer = {
            "%nThe record shows tampering: that it was changed on the way. Only --replay proves that it was not",
            "made up: it runs what was typed once more, with the student's seed, each exercise on a clean",
            "workbench without a network, bounded in time, memory, processes and disk, and looks for itself.",
            "For that it needs root.",
            "%nExit codes: 0 all files were marked, whatever the marks; 1 a file was refused; 125 not understood.",
            "%nExamples:",
            "  grade kim.labz",
            "  grade class/ --replay --assignment week1.txt",
            "  grade class/ --against marks.json",
            "  grade class/ --course \"$KEY\" --csv marks.csv",
            "  grade kim.labz --format gradescope >results.json",
            "  grade class/ --format lti --out scores/"
        })
final class GradeCommand extends BaseCommand {

    private static final String TEXT = "text";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Submissions, or folders with submissions.")
    private List<String> names = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "text, json, csv, junit, tap, gradescope, github, classroom50, exercism, prairielearn or lti.",
            defaultValue = TEXT)
    private String format = TEXT;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes a table of all marks as well.")
    private String csv = "";

    @Option(names = "--out", paramLabel = "FOLDER", description = "Writes a file for each submission into a folder.")
    private String out = "";

    @Option(names = "--course", paramLabel = "KEY", description = "The key of the course; or LAB_COURSE.")
    private String course = "";

    @Option(
            names = "--exercises",
            paramLabel = "IDS",
            split = ",",
            description = "What was asked for; all exercises if not given.")
    private List<String> exercises = List.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "What a platform wants to be told: owner, classroom, assignment, userId and so on.")
    private Map<String, String> fields = Map.of();

    @Option(
            names = "--assignment",
            paramLabel = "FILE",
            description = "What was asked for, and on which terms; HOMEWORK.md tells the form.")
    private String assignment = "";

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Earlier marks, as --format json wrote them: says which change and why.")
    private String against = "";

    @Option(names = "--replay", description = "Runs what was typed once more and looks for itself; needs root.")
    private boolean replay;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "--replay: how many exercises are run at once; twice the processors if not given.")
    private int jobs = 2 * Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            description = "--replay: how long an exercise may take; 30 if not given.")
    private int seconds = 30;

    GradeCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter screen) throws IOException {
        var lab = session().lab();
        var chosen = form();
        var terms = assignment.isEmpty() ? Assignment.NONE : Assignment.read(Path.of(assignment));
        var given = course.isEmpty() ? terms.course() : course;
        var key = given.isEmpty() ? lab.settings().env().getOrDefault("LAB_COURSE", "") : given;
        var grading = new Grading(lab);
        var asked = grading.exercises(exercises.isEmpty() ? terms.exercises() : exercises);
        var files = Grading.files(names);
        if (chosen.isPresent() && chosen.get().single() && out.isEmpty() && files.size() != 1) {
            throw new IllegalArgumentException(lab.say("grade.single", format, files.size()));
        }
        var all = grading.mark(files, asked, key);
        if (replay) {
            all = replayed(all, asked, key);
        }
        all = all.stream().map(one -> Terms.check(one, terms)).toList();
        var sheet = new Sheet(lab::say, fields, Instant.now());
        if (!csv.isEmpty()) {
            Files.writeString(Path.of(csv), Format.CSV.fill(all, sheet));
        }
        if (!out.isEmpty()) {
            Grading.write(all, chosen.orElse(Format.JSON), sheet, Path.of(out));
        }
        if (chosen.isEmpty()) {
            new GradeText(lab, session().theme(), sheet, session().width()).print(all, screen);
        } else if (out.isEmpty()) {
            screen.print(chosen.get().fill(all, sheet));
        }
        if (!against.isEmpty()) {
            new RegradeText(lab, session().width())
                    .print(
                            Regrade.of(Path.of(against), all),
                            chosen.isEmpty() ? screen : spec().commandLine().getErr());
        }
        return all.stream().map(Graded::refusal).anyMatch(Optional::isPresent) ? 1 : 0;
    }

    private List<Graded> replayed(List<Graded> recorded, List<Exercise> asked, String key) throws IOException {
        if (jobs < 1 || seconds < 1) {
            throw new IllegalArgumentException("--jobs and --time are at least 1");
        }
        Prompt.Maker prompts =
                (lab, unrun) -> new LineRunner(Session.admitting(lab, new ReplayAdmission(lab, unrun)))::run;
        return new Replays(session().lab(), prompts, jobs, Duration.ofSeconds(seconds))
                .run(recorded, asked, Grading.key(key));
    }

    private Optional<Format> form() {
        if (format.equals(TEXT)) {
            return Optional.empty();
        }
        var found = Format.of(format);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(session().lab().say("grade.format", format, forms()));
        }
        return found;
    }

    private static String forms() {
        return Stream.concat(Stream.of(TEXT), Stream.of(Format.values()).map(Format::word))
                .collect(Collectors.joining(", "));
    }
}
