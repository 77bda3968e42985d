package lab.exercises;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.lessons.Rewriting;

/** The values of all parameters of one exercise for one learner; as a rewriting it puts them in the place of {@code {parameter}}. */
public record Values(Map<String, Value> byName) implements Rewriting {
    /** A parameter in text: its name in braces, not after a dollar sign; {@code {net:3}} is the third address of a subnet. */
    public static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9]*)(?::(\\d{1,3}))?\\}");

    /** Copies the map, in its order. */
    public Values {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The variables that a check's expression sees. */
    public Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        byName.forEach((name, value) -> variables.put(name, value.cel()));
        return variables;
    }

    @Override
    public String prose(String text) {
        return fill(text, Value::prose);
    }

    @Override
    public String code(String text) {
        return fill(text, Value::code);
    }

    private String fill(String text, Function<Value, String> form) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match, form)));
    }

    private String replacement(MatchResult match, Function<Value, String> form) {
        Value value = byName.get(match.group(1));
        if (value == null) {
            return match.group();
        }
        String address = match.group(2);
        return address == null ? form.apply(value) : Subnets.address(value.code(), Integer.parseInt(address));
    }
}
