package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Flag;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;
import org.jspecify.annotations.Nullable;

/** Gradescope's {@code results.json}: a test for each check. */
final class GradescopeForm implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        Map<String, @Nullable Object> json = Json.object();
        json.put("score", one.points());
        json.put("output", sheet.summary(one));
        json.put("output_format", "text");
        json.put("test_output_format", "text");
        json.put("test_name_format", "text");
        json.put("visibility", "visible");
        json.put("stdout_visibility", "hidden");
        json.put(
                "extra_data",
                Map.of("flags", one.flags().stream().map(Flag::word).distinct().toList()));
        List<Object> tests = new ArrayList<>();
        for (int e = 0; e < one.exercises().size(); e++) {
            ExerciseMark exercise = one.exercises().get(e);
            for (int c = 0; c < exercise.checks().size(); c++) {
                CheckMark check = exercise.checks().get(c);
                Map<String, @Nullable Object> test = Json.object();
                test.put("score", check.points());
                test.put("max_score", check.most());
                test.put("status", check.standing() == Standing.MET ? "passed" : "failed");
                test.put("name", Sheet.title(exercise, check));
                test.put("number", (e + 1) + "." + (c + 1));
                test.put("output", sheet.message(check));
                test.put(
                        "tags",
                        List.of(
                                exercise.lesson(),
                                exercise.id(),
                                check.standing().word()));
                test.put("visibility", "visible");
                tests.add(test);
            }
        }
        json.put("tests", tests);
        return Json.text(json);
    }
}
