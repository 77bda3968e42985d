package lab.exercises.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.exercises.Parameter;
import lab.exercises.Parameters;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;

/** Reads the parameters from a source's header: {@code :param-limit: one-of 48Mi 64Mi}. */
final class ParameterParser {
    /** What begins the name of a header attribute that declares a parameter. */
    static final String PREFIX = "param-";

    private static final Set<String> KINDS = Set.of("one-of", "range", "name", "port", "token", "subnet", "from");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})(?: step (\\d{1,9}))?");

    private final Source source;

    ParameterParser(Source source) {
        this.source = source;
    }

    /** The parameters in the order of their lines. */
    Parameters parse() {
        List<Parameter> parameters = new ArrayList<>();
        for (Map.Entry<String, Source.Attribute> entry : source.header().entrySet()) {
            if (entry.getKey().startsWith(PREFIX)) {
                add(entry.getKey().substring(PREFIX.length()), entry.getValue(), parameters);
            }
        }
        return new Parameters(parameters);
    }

    private void add(String name, Source.Attribute attribute, List<Parameter> parameters) {
        if (!name.matches("[a-z][a-z0-9]*")) {
            source.problem(
                    attribute.line(),
                    name,
                    "a parameter's name is made of lower-case letters and digits, not '" + name + "'");
            return;
        }
        String[] words = attribute.value().split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "one-of" -> oneOf(name, rest, attribute, parameters);
            case "range" -> range(name, rest, attribute, parameters);
            case "name" -> parameters.add(new Parameter.Name(name));
            case "port" -> parameters.add(new Parameter.Port(name));
            case "token" -> parameters.add(new Parameter.Token(name));
            case "subnet" -> parameters.add(new Parameter.Subnet(name));
            case "from" -> parameters.add(new Parameter.From(name, rest));
            default ->
                source.problem(
                        attribute.line(),
                        words[0],
                        "unknown kind of parameter '" + words[0] + "'" + Suggestion.among(KINDS, words[0]));
        }
    }

    private void oneOf(String name, String rest, Source.Attribute attribute, List<Parameter> parameters) {
        List<String> values = List.of(rest.split("\\s+"));
        if (values.size() < 2) {
            source.problem(attribute.line(), "one-of", "'one-of' wants two values or more");
            return;
        }
        parameters.add(new Parameter.OneOf(name, values));
    }

    private void range(String name, String rest, Source.Attribute attribute, List<Parameter> parameters) {
        Matcher range = RANGE.matcher(rest);
        if (!range.matches() || Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2))) {
            source.problem(
                    attribute.line(),
                    "range",
                    "a range is 'range LOWEST..HIGHEST' or 'range LOWEST..HIGHEST step N', not 'range " + rest + "'");
            return;
        }
        int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
        parameters.add(new Parameter.Range(
                name, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), Math.max(1, step)));
    }
}
