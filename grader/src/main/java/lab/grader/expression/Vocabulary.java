package lab.grader.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Kind;
import lab.runtime.observe.Shape;

/**
 * The words that an expression may start with.
 *
 * @param variables the parameters of an exercise and the variables of macros, with what is known of their values
 */
record Vocabulary(Map<String, Sort> variables) {
    /** The name under which an expression finds facts as they were when the exercise was opened. */
    static final String START = "start";

    /** Copies the map, in its order. */
    Vocabulary {
        variables = new LinkedHashMap<>(variables);
    }

    /** The words for an exercise with these parameters. */
    static Vocabulary of(Map<String, ?> parameters) {
        Map<String, Sort> variables = new LinkedHashMap<>();
        parameters.forEach((name, value) -> variables.put(name, sortOf(value)));
        return new Vocabulary(variables);
    }

    /** The same words and one more. */
    Vocabulary with(String name, Sort sort) {
        Map<String, Sort> more = new LinkedHashMap<>(variables);
        more.put(name, sort);
        return new Vocabulary(more);
    }

    /** What a word stands for, if it is known and needs no key. */
    Optional<Sort> sort(String name) {
        Sort variable = variables.get(name);
        if (variable != null) {
            return Optional.of(variable);
        }
        if (name.equals(START)) {
            return Optional.of(new Sort.Thing(Facts.shape()));
        }
        return Facts.shape().entry(name).flatMap(Vocabulary::sortOf);
    }

    /** All words that can be typed first. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>(variables.keySet());
        Facts.shape().entries().forEach(entry -> words.add(entry.name()));
        words.add(START);
        return words;
    }

    /** What an entry of a shape stands for, unless it needs a key. */
    static Optional<Sort> sortOf(Shape.Entry<?> entry) {
        if (entry instanceof Shape.Leaf<?> leaf) {
            return Optional.of(new Sort.Plain(leaf.kind()));
        }
        if (entry instanceof Shape.Part<?, ?> part) {
            return Optional.of(new Sort.Thing(part.shape().get()));
        }
        if (entry instanceof Shape.Many<?, ?> many) {
            return Optional.of(new Sort.Things(many.shape().get()));
        }
        return Optional.empty();
    }

    /** Every function that finds a part by its key, in any shape that can be reached. */
    static Set<String> keyedNames() {
        Set<String> names = new LinkedHashSet<>();
        List<Shape<?>> open = new ArrayList<>(List.of(Facts.shape()));
        Set<Shape<?>> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Shape<?> shape = open.remove(0);
            if (seen.add(shape)) {
                for (Shape.Entry<?> entry : shape.entries()) {
                    if (entry instanceof Shape.Keyed<?, ?> keyed) {
                        names.add(keyed.name());
                        open.add(keyed.shape().get());
                    } else if (entry instanceof Shape.Part<?, ?> part) {
                        open.add(part.shape().get());
                    } else if (entry instanceof Shape.Many<?, ?> many) {
                        open.add(many.shape().get());
                    }
                }
            }
        }
        return names;
    }

    private static Sort sortOf(Object value) {
        if (value instanceof String) {
            return new Sort.Plain(Kind.TEXT);
        }
        if (value instanceof Number) {
            return new Sort.Plain(Kind.NUMBER);
        }
        return value instanceof Boolean ? new Sort.Plain(Kind.FLAG) : new Sort.Other();
    }
}
