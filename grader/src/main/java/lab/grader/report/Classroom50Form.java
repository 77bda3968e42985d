package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;
import org.jspecify.annotations.Nullable;

/** Classroom 50's {@code result.json}; its time is that of handing in, however often it is graded. */
final class Classroom50Form implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        Map<String, @Nullable Object> json = Json.object();
        json.put("schema", "classroom50/result/v1");
        json.put("classroom", sheet.field("classroom", ""));
        json.put("assignment", sheet.field("assignment", "lab"));
        json.put("assignment_type", sheet.field("assignment_type", "individual"));
        json.put("owner", Sheet.clean(sheet.field("owner", one.student())));
        json.put("submission", sheet.field("submission", ""));
        json.put("commit", sheet.field("commit", ""));
        json.put("release", sheet.field("release", ""));
        json.put("review", sheet.field("review", ""));
        json.put(
                "datetime",
                one.submission()
                        .map(s -> s.manifest().created())
                        .orElse(sheet.now())
                        .toString());
        json.put("score", one.points());
        json.put("max-score", one.most());
        List<Object> tests = new ArrayList<>();
        one.refusal().ifPresent(refusal -> tests.add(test("submission", false, 0, 0, sheet.refusal(refusal))));
        for (ExerciseMark exercise : one.exercises()) {
            for (CheckMark check : exercise.checks()) {
                tests.add(test(
                        Sheet.title(exercise, check),
                        check.standing() == Standing.MET,
                        check.points(),
                        check.most(),
                        sheet.message(check)));
            }
        }
        json.put("tests", tests);
        return Json.text(json);
    }

    private static Map<String, @Nullable Object> test(
            String name, boolean passed, int score, int most, String message) {
        Map<String, @Nullable Object> test = Json.object();
        test.put("test-name", name);
        test.put("passed", passed);
        test.put("score", score);
        test.put("max-score", most);
        test.put("message", message);
        return test;
    }
}
