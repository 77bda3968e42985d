package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Need;
import lab.shell.doctor.Doctor;
import lab.shell.doctor.Finding;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import lab.shell.session.Needs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries what the lab needs of this host and says what is missing, why, and what helps. */
@Command(
        name = "doctor",
        description = "Tries what the lab needs of this host; says what is missing and what helps.",
        footer = {
            "%nThe exit code is 0 if containers run here, else 1.",
            "%nExample:",
            "  doctor",
            "  lab doctor --fix | sudo sh -ex"
        })
final class DoctorCommand extends BaseCommand {

    private static final int NAME = 22;
    private static final int INDENT = 4;
    private static final int WIDTH = 80;

    @Option(
            names = "--fix",
            description = "Prints, for root to run, the commands that put right what can safely be put right.")
    private boolean fix;

    @Option(names = "--format", description = "json for machines.", defaultValue = "table")
    private String format = "table";

    DoctorCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var doctor = new Doctor(lab);
        if (fix) {
            var findings = doctor.look(finding -> {});
            findings.forEach(finding -> finding.remedy().forEach(out::println));
            return healthy(findings) ? 0 : 1;
        }
        if (format.equals("json")) {
            var findings = doctor.look(finding -> {});
            out.println(ContainerJson.pretty(
                    findings.stream().map(f -> json(f, lab)).toList()));
            return healthy(findings) ? 0 : 1;
        }
        var findings = doctor.look(finding -> {
            tell(finding, lab, session().theme(), out);
            out.flush();
        });
        out.println();
        hidden(lab).forEach(out::println);
        if (findings.stream().anyMatch(finding -> !finding.remedy().isEmpty())) {
            Columns.wrap(lab.say("doctor.fix"), WIDTH).forEach(out::println);
        }
        return healthy(findings) ? 0 : 1;
    }

    private static boolean healthy(List<Finding> findings) {
        return findings.get(findings.size() - 1).works();
    }

    private static void tell(Finding finding, Lab lab, Theme theme, PrintWriter out) {
        var sign = finding.works() ? theme.pass() : theme.fail();
        var lines = Columns.wrap(finding.detail(), WIDTH - NAME - INDENT);
        out.println(sign + " " + Columns.pad(name(finding, lab), NAME) + " " + (lines.isEmpty() ? "" : lines.get(0)));
        lines.stream().skip(1).forEach(line -> out.println(" ".repeat(Columns.width(sign) + NAME + 2) + line));
        if (!finding.advice().isEmpty()) {
            Columns.wrap(advice(finding, lab), WIDTH - INDENT).forEach(line -> out.println(" ".repeat(INDENT) + line));
        }
    }

    private static String name(Finding finding, Lab lab) {
        var words = finding.name().split(" ", 2);
        return lab.say("doctor." + words[0]) + (words.length > 1 ? " " + words[1] : "");
    }

    private static String advice(Finding finding, Lab lab) {
        return lab.say("doctor.advice." + finding.advice());
    }

    private static Object json(Finding finding, Lab lab) {
        var json = new LinkedHashMap<String, Object>();
        json.put("Name", finding.name());
        json.put("Works", finding.works());
        json.put("Detail", finding.detail());
        json.put("Advice", finding.advice().isEmpty() ? "" : advice(finding, lab));
        json.put("Remedy", finding.remedy());
        return json;
    }

    /** Which exercises are left out here, with the reason. */
    private static List<String> hidden(Lab lab) throws IOException {
        var byNeed = new LinkedHashMap<Need, List<String>>();
        var count = 0;
        for (Exercise exercise : Exercises.load(lab.settings().language()).list()) {
            var missing = Needs.missing(exercise, lab);
            count += missing.isEmpty() ? 0 : 1;
            missing.forEach(need ->
                    byNeed.computeIfAbsent(need, none -> new ArrayList<>()).add(exercise.id()));
        }
        var lines = new ArrayList<String>();
        lines.add(count == 0 ? lab.say("doctor.all") : lab.say("doctor.hidden", count));
        byNeed.forEach(
                (need, ids) -> lines.addAll(Columns.wrap("  " + need.id() + ": " + String.join(", ", ids), WIDTH)));
        return lines;
    }
}
