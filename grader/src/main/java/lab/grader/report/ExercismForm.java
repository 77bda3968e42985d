package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;
import org.jspecify.annotations.Nullable;

/** Exercism's {@code results.json}, version 3: tests in the order of the exercises, a task for each exercise. */
final class ExercismForm implements Form {
    private static final int LONGEST_OUTPUT = 500;
    private static final int LONGEST_MESSAGE = 65_535;

    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        List<Object> tests = new ArrayList<>();
        int task = 0;
        for (ExerciseMark exercise : one.exercises()) {
            task++;
            for (CheckMark check : exercise.checks()) {
                String message = sheet.message(check);
                Map<String, @Nullable Object> test = Json.object();
                test.put("name", Sheet.title(exercise, check));
                test.put("status", status(check.standing()));
                test.put("message", message.isEmpty() ? null : cut(message, LONGEST_MESSAGE));
                test.put("output", cut(Sheet.clean(String.join("\n", check.observed())), LONGEST_OUTPUT));
                test.put("test_code", Sheet.clean(check.wanted()));
                test.put("task_id", task);
                tests.add(test);
            }
        }
        boolean passed = one.exercises().stream().allMatch(exercise -> exercise.standing() == Standing.MET);
        Map<String, @Nullable Object> json = Json.object();
        json.put("version", 3);
        json.put("status", one.refusal().isPresent() ? "error" : passed ? "pass" : "fail");
        json.put(
                "message",
                one.refusal()
                        .map(refusal -> cut(sheet.refusal(refusal), LONGEST_MESSAGE))
                        .orElse(null));
        json.put("tests", tests);
        return Json.text(json);
    }

    private static String status(Standing standing) {
        return switch (standing) {
            case MET -> "pass";
            case OPEN -> "error";
            case NOT_MET, UNTRIED -> "fail";
        };
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
