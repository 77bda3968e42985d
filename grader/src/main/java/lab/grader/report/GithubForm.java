package lab.grader.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Variables for the reporter of GitHub Classroom, to be appended to {@code $GITHUB_ENV}: a line {@code X_RESULTS} with base64 for each runner, and
 * {@code LAB_RUNNERS} with the runners' names.
 *
 * <p>The reporter shows shares of tests passed and sends sums of scores. They agree only where all tests of a runner weigh the same, so the checks of an
 * exercise that bring different points go to different runners.
 */
final class GithubForm implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        Map<String, String> runners = new LinkedHashMap<>();
        if (one.refusal().isPresent()) {
            runners.put("submission", base64(refused(sheet.refusal(one.refusal().get()))));
        }
        for (ExerciseMark exercise : one.exercises()) {
            Map<Integer, List<CheckMark>> byWeight = new LinkedHashMap<>();
            exercise.checks()
                    .forEach(check -> byWeight.computeIfAbsent(check.most(), w -> new ArrayList<>())
                            .add(check));
            for (Map.Entry<Integer, List<CheckMark>> group : byWeight.entrySet()) {
                String weight = byWeight.size() == 1 ? "" : "x" + group.getKey();
                runners.put(name(exercise.id()) + weight, base64(runner(exercise, group.getValue(), sheet)));
            }
        }
        StringBuilder lines = new StringBuilder();
        runners.forEach((name, runner) -> lines.append(name.toUpperCase(Locale.ROOT))
                .append("_RESULTS=")
                .append(runner)
                .append('\n'));
        return lines + "LAB_RUNNERS=" + String.join(",", runners.keySet()) + '\n';
    }

    private static String base64(Map<String, @Nullable Object> runner) {
        return Base64.getEncoder().encodeToString(Json.line(runner).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String exercise) {
        return exercise.replaceAll("[^a-zA-Z0-9]", "");
    }

    private static Map<String, @Nullable Object> refused(String message) {
        Map<String, @Nullable Object> runner = Json.object();
        runner.put("version", 1);
        runner.put("status", "error");
        runner.put("max_score", 0);
        runner.put("tests", List.of(test("submission", "error", 0, message, "")));
        return runner;
    }

    private static Map<String, @Nullable Object> runner(ExerciseMark exercise, List<CheckMark> checks, Sheet sheet) {
        Map<String, @Nullable Object> runner = Json.object();
        runner.put("version", 1);
        runner.put("status", status(checks));
        runner.put("max_score", checks.stream().mapToInt(CheckMark::most).sum());
        runner.put(
                "tests",
                checks.stream()
                        .map(check -> test(
                                Sheet.title(exercise, check),
                                status(List.of(check)),
                                check.points(),
                                sheet.message(check),
                                check.wanted()))
                        .toList());
        return runner;
    }

    private static String status(List<CheckMark> checks) {
        if (checks.stream().allMatch(check -> check.standing() == Standing.MET)) {
            return "pass";
        }
        return checks.stream().allMatch(check -> check.standing() == Standing.MET || check.standing() == Standing.OPEN)
                ? "error"
                : "fail";
    }

    private static Map<String, @Nullable Object> test(
            String name, String status, int score, String message, String wanted) {
        Map<String, @Nullable Object> test = Json.object();
        test.put("name", name);
        test.put("status", status);
        test.put("score", score);
        test.put("message", message.isEmpty() ? null : message);
        test.put("test_code", Sheet.clean(wanted));
        test.put("filename", "");
        test.put("line_no", 0);
        test.put("duration", 0);
        return test;
    }
}
