package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;

/** Test Anything Protocol, version 14: what the record does not tell is a SKIP, so that it counts against nobody. */
final class TapForm implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        List<String> points = new ArrayList<>();
        int number = 0;
        for (Graded one : all) {
            String prefix = all.size() == 1 ? "" : one.file() + ": ";
            if (one.refusal().isPresent()) {
                points.add("not ok " + ++number + " - " + word(one.file()));
                points.addAll(diagnosis(sheet.refusal(one.refusal().get())));
            }
            for (ExerciseMark exercise : one.exercises()) {
                for (CheckMark check : exercise.checks()) {
                    boolean fine = check.standing() == Standing.MET || check.standing() == Standing.OPEN;
                    String skip = check.standing() == Standing.OPEN
                            ? " # SKIP " + word(sheet.words().say("grade.open"))
                            : "";
                    points.add((fine ? "ok " : "not ok ") + ++number + " - "
                            + word(prefix + Sheet.title(exercise, check)) + skip);
                    points.addAll(diagnosis(sheet.message(check)));
                }
            }
        }
        return "TAP version 14\n1.." + number + '\n' + String.join("\n", points) + '\n';
    }

    /** A description ends where a directive begins. */
    private static String word(String text) {
        return Sheet.clean(text).replace("\\", "\\\\").replace("#", "\\#").replace('\n', ' ');
    }

    private static List<String> diagnosis(String message) {
        List<String> lines = new ArrayList<>();
        if (!message.isEmpty()) {
            lines.add("  ---");
            lines.add("  message: |");
            message.lines().forEach(line -> lines.add("    " + line));
            lines.add("  ...");
        }
        return lines;
    }
}
