package lab.grader.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import lab.grader.mark.Graded;
import org.jspecify.annotations.Nullable;

/**
 * A score of LTI Assignment and Grade Services 2.0, to be posted to a line item by whoever has the keys. Its timestamp is that of the grading, since a
 * platform leaves scores alone that are not newer than what it has.
 */
final class LtiForm implements Form {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Graded one = all.get(0);
        boolean graded = one.refusal().isEmpty();
        Map<String, @Nullable Object> json = Json.object();
        json.put("userId", Sheet.clean(sheet.field("userId", one.student())));
        if (graded) {
            json.put("scoreGiven", (double) one.points());
            json.put("scoreMaximum", (double) one.most());
        }
        json.put("comment", sheet.summary(one));
        json.put("timestamp", MILLIS.format(sheet.now()));
        json.put("activityProgress", "Submitted");
        json.put("gradingProgress", graded ? "FullyGraded" : "Failed");
        Instant submitted = one.submission().map(s -> s.manifest().created()).orElse(sheet.now());
        json.put("submission", Map.of("submittedAt", MILLIS.format(submitted)));
        return Json.text(json);
    }
}
