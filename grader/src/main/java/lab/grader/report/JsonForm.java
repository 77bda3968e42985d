package lab.grader.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Flag;
import lab.grader.mark.Graded;
import org.jspecify.annotations.Nullable;

/** Everything that is known, in the lab's own words. */
final class JsonForm implements Form {
    static final String FORMAT = "lab/marks/1";

    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Map<String, @Nullable Object> json = Json.object();
        json.put("format", FORMAT);
        json.put("submissions", all.stream().map(one -> submission(one, sheet)).toList());
        return Json.text(json);
    }

    private static Map<String, @Nullable Object> submission(Graded one, Sheet sheet) {
        Map<String, @Nullable Object> json = Json.object();
        json.put("file", Sheet.clean(one.file()));
        one.refusal().ifPresent(refusal -> {
            Map<String, @Nullable Object> why = Json.object();
            why.put("kind", refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            why.put("text", sheet.refusal(refusal));
            json.put("refused", why);
        });
        one.submission().ifPresent(submission -> {
            json.put("student", Sheet.clean(one.student()));
            json.put("name", Sheet.clean(one.name()));
            json.put("submitted", submission.manifest().created().toString());
            json.put("versions", submission.manifest().versions());
            json.put("score", one.points());
            json.put("max", one.most());
            json.put(
                    "exercises",
                    one.exercises().stream().map(JsonForm::exercise).toList());
            json.put(
                    "flags", one.flags().stream().map(flag -> flag(flag, sheet)).toList());
        });
        return json;
    }

    private static Map<String, @Nullable Object> exercise(ExerciseMark exercise) {
        Map<String, @Nullable Object> json = Json.object();
        json.put("exercise", exercise.id());
        json.put("lesson", exercise.lesson());
        json.put("title", exercise.title());
        json.put("standing", exercise.standing().word());
        json.put("score", exercise.points());
        json.put("max", exercise.most());
        json.put("at", exercise.at().map(Object::toString).orElse(null));
        json.put("begun", exercise.begun());
        json.put("hints", exercise.hints());
        json.put("checks", exercise.checks().stream().map(JsonForm::check).toList());
        return json;
    }

    private static Map<String, @Nullable Object> check(CheckMark check) {
        Map<String, @Nullable Object> json = Json.object();
        json.put("check", check.id());
        json.put("label", check.label());
        json.put("standing", check.standing().word());
        json.put("score", check.points());
        json.put("max", check.most());
        json.put("wanted", Sheet.clean(check.wanted()));
        json.put("observed", check.observed().stream().map(Sheet::clean).toList());
        return json;
    }

    private static Map<String, @Nullable Object> flag(Flag flag, Sheet sheet) {
        Map<String, @Nullable Object> json = Json.object();
        json.put("flag", flag.word());
        json.put("details", flag.details().stream().map(Sheet::clean).toList());
        json.put("text", sheet.flag(flag));
        return json;
    }
}
