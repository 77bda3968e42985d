package lab.grader.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/** Writes objects with their fields in the order they were put. */
final class Json {
    private static final JSON PRETTY =
            JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    static Map<String, @Nullable Object> object() {
        return new LinkedHashMap<>();
    }

    static String text(Map<String, @Nullable Object> object) {
        return PRETTY.asString(object) + '\n';
    }

    static String line(Map<String, @Nullable Object> object) {
        return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(object);
    }
}
