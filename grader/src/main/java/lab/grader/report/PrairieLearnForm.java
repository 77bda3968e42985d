package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import org.jspecify.annotations.Nullable;

/** PrairieLearn's {@code results.json}; a file that is refused is not gradable, and so costs no attempt. */
final class PrairieLearnForm implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        Map<String, @Nullable Object> json = Json.object();
        json.put("gradable", one.refusal().isEmpty());
        json.put("score", one.most() == 0 ? 0.0 : (double) one.points() / one.most());
        json.put("message", one.refusal().isPresent() ? "" : sheet.summary(one));
        json.put("output", "");
        json.put(
                "format_errors",
                one.refusal().map(refusal -> List.of(sheet.refusal(refusal))).orElse(List.of()));
        json.put("images", List.of());
        List<Object> tests = new ArrayList<>();
        for (ExerciseMark exercise : one.exercises()) {
            for (CheckMark check : exercise.checks()) {
                Map<String, @Nullable Object> test = Json.object();
                test.put("name", Sheet.title(exercise, check));
                test.put("description", Sheet.clean(check.wanted()));
                test.put("points", check.points());
                test.put("max_points", check.most());
                test.put("message", sheet.message(check));
                test.put("output", Sheet.clean(String.join("\n", check.observed())));
                test.put("images", List.of());
                tests.add(test);
            }
        }
        json.put("tests", tests);
        return Json.text(json);
    }
}
