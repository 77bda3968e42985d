package lab.grader.expression;

import java.util.Map;
import java.util.Optional;
import lab.runtime.observe.Kind;

/** CEL's own functions, as far as expressions over facts have a use for them. */
final class Functions {
    private static final Sort TEXT = new Sort.Plain(Kind.TEXT);
    private static final Sort NUMBER = new Sort.Plain(Kind.NUMBER);
    private static final Sort FLAG = new Sort.Plain(Kind.FLAG);

    private static final Map<String, Sort> GLOBAL = Map.of(
            "size", NUMBER,
            "string", TEXT,
            "int", NUMBER,
            "double", NUMBER,
            "bool", FLAG,
            "matches", FLAG,
            "has", FLAG,
            "dyn", new Sort.Other());

    private static final Map<String, Sort> MEMBER = Map.of(
            "size", NUMBER,
            "startsWith", FLAG,
            "endsWith", FLAG,
            "contains", FLAG,
            "matches", FLAG,
            "exists", FLAG,
            "all", FLAG,
            "exists_one", FLAG,
            "filter", new Sort.Other(),
            "map", new Sort.Other());

    private Functions() {}

    static Optional<Sort> global(String name) {
        return Optional.ofNullable(GLOBAL.get(name));
    }

    static Optional<Sort> member(String name) {
        return Optional.ofNullable(MEMBER.get(name));
    }

    static Optional<String> nearest(String name) {
        return Suggestions.nearest(name, GLOBAL.keySet()).or(() -> Suggestions.nearest(name, Vocabulary.keyedNames()));
    }

    static Optional<String> nearestMember(String name) {
        return Suggestions.nearest(name, MEMBER.keySet());
    }
}
