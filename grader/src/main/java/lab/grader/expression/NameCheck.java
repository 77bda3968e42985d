package lab.grader.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lab.runtime.observe.Kind;
import lab.runtime.observe.Shape;

/**
 * Finds what an expression gets wrong before anything is read: unknown names, parts of things that have none, comparisons that can never hold.
 *
 * <p>It knows the shapes of all facts, so it says what exists instead; CEL's own checker would only know that a field is missing.
 */
final class NameCheck {
    private final Places places;

    NameCheck(Places places) {
        this.places = places;
    }

    /** What is known of an expression's value; throws {@link MistakeException} where it can have none. */
    Sort sort(CelExpr expr, Vocabulary words) {
        switch (expr.getKind()) {
            case CONSTANT:
                return constant(expr.constant());
            case IDENT:
                return ident(expr, words);
            case SELECT:
                return select(expr, expr.select(), words);
            case CALL:
                return call(expr, expr.call(), words);
            case COMPREHENSION:
                return comprehension(expr, expr.comprehension(), words);
            case LIST:
                expr.list().elements().forEach(element -> sort(element, words));
                return new Sort.Other();
            case MAP:
                expr.map().entries().forEach(entry -> sort(entry.value(), words));
                return new Sort.Other();
            default:
                return new Sort.Other();
        }
    }

    private static Sort constant(CelConstant constant) {
        switch (constant.getKind()) {
            case STRING_VALUE:
                return new Sort.Plain(Kind.TEXT);
            case BOOLEAN_VALUE:
                return new Sort.Plain(Kind.FLAG);
            case INT64_VALUE:
            case UINT64_VALUE:
            case DOUBLE_VALUE:
                return new Sort.Plain(Kind.NUMBER);
            case NULL_VALUE:
                return new Sort.Nothing();
            default:
                return new Sort.Other();
        }
    }

    private Sort ident(CelExpr expr, Vocabulary words) {
        String name = expr.ident().name();
        Optional<Sort> sort = words.sort(name);
        if (sort.isPresent()) {
            return sort.get();
        }
        if (words.words().contains(name)) {
            throw places.mistake(places.of(expr), name, "`" + name + "` needs a key, such as " + name + "('…')");
        }
        throw places.mistake(
                places.of(expr),
                name,
                "there is no fact and no parameter `" + name + "`",
                Suggestions.nearest(name, words.words()));
    }

    private Sort select(CelExpr expr, CelSelect select, Vocabulary words) {
        Sort operand = sort(select.operand(), words);
        String field = select.field();
        int at = places.afterDot(expr);
        if (operand instanceof Sort.Thing thing) {
            Shape.Entry<?> entry = entry(thing.shape(), field, at);
            return Vocabulary.sortOf(entry)
                    .orElseThrow(
                            () -> places.mistake(at, field, "`" + field + "` needs a key, such as " + field + "('…')"));
        }
        if (operand instanceof Sort.Things things) {
            throw places.mistake(
                    at,
                    field,
                    "this is a list, and its elements have facts: write .exists(x, x." + example(things, field)
                            + " …) or [0]");
        }
        if (operand instanceof Sort.Plain plain) {
            throw places.mistake(at, field, plain.kind().words() + " has no parts");
        }
        return new Sort.Other();
    }

    private static String example(Sort.Things things, String field) {
        return things.shape().entry(field).isPresent()
                ? field
                : things.shape().entries().iterator().next().name();
    }

    private Shape.Entry<?> entry(Shape<?> shape, String name, int at) {
        Optional<? extends Shape.Entry<?>> entry = shape.entry(name);
        if (entry.isPresent()) {
            return entry.get();
        }
        List<String> known = shape.entries().stream().map(Shape.Entry::name).toList();
        Optional<String> meant = Suggestions.nearest(name, known);
        String unknown = "unknown fact `" + name + "`";
        throw places.mistake(
                at,
                name,
                meant.isPresent() ? unknown : unknown + "; a " + shape.title() + " has " + some(known),
                meant);
    }

    private static String some(List<String> names) {
        int shown = 12;
        return names.stream().limit(shown).collect(Collectors.joining(", ")) + (names.size() > shown ? ", …" : "");
    }

    private Sort call(CelExpr expr, CelCall call, Vocabulary words) {
        String function = call.function();
        if (call.target().isPresent()) {
            return member(expr, call, sort(call.target().get(), words), words);
        }
        Optional<Operators> operator = Operators.of(function);
        if (operator.isPresent()) {
            return new OperatorCheck(this, places).sort(expr, call, operator.get(), words);
        }
        if (lab.runtime.observe.Facts.shape().entry(function).orElse(null) instanceof Shape.Keyed<?, ?> keyed) {
            return keyed(expr, call, keyed, words);
        }
        arguments(call, words);
        return Functions.global(function).orElseThrow(() -> {
            int at = places.nameBefore(expr, function);
            if (words.words().contains(function)) {
                return places.mistake(at, function, "`" + function + "` is not a function: write it without ( )");
            }
            return places.mistake(at, function, "there is no function `" + function + "`", Functions.nearest(function));
        });
    }

    private Sort member(CelExpr expr, CelCall call, Sort target, Vocabulary words) {
        String function = call.function();
        int at = places.nameBefore(expr, function);
        if (target instanceof Sort.Thing thing) {
            Shape.Entry<?> entry = entry(thing.shape(), function, at);
            if (entry instanceof Shape.Keyed<?, ?> keyed) {
                return keyed(expr, call, keyed, words);
            }
            throw places.mistake(at, function, "`" + function + "` is not a function: write it without ( )");
        }
        arguments(call, words);
        return Functions.member(function)
                .orElseThrow(() -> places.mistake(
                        at,
                        function,
                        "there is no function `" + function + "` of " + target.words(),
                        Functions.nearestMember(function)));
    }

    private Sort keyed(CelExpr expr, CelCall call, Shape.Keyed<?, ?> keyed, Vocabulary words) {
        int at = places.nameBefore(expr, keyed.name());
        String wanted = keyed.numbers() ? "text or a number" : "text";
        if (call.args().size() != 1) {
            throw places.mistake(
                    at,
                    keyed.name(),
                    keyed.name() + "(…) takes one key, " + wanted + ", and got "
                            + call.args().size());
        }
        CelExpr key = call.args().get(0);
        Sort sort = sort(key, words);
        boolean text = sort.equals(new Sort.Plain(Kind.TEXT)) || sort instanceof Sort.Other;
        if (!text && !(keyed.numbers() && sort.equals(new Sort.Plain(Kind.NUMBER)))) {
            throw places.mistake(
                    places.start(key), "?", keyed.name() + "(…) takes " + wanted + ", and this is " + sort.words());
        }
        return new Sort.Thing(keyed.shape().get());
    }

    private void arguments(CelCall call, Vocabulary words) {
        call.args().forEach(argument -> sort(argument, words));
    }

    private Sort comprehension(CelExpr expr, CelComprehension macro, Vocabulary words) {
        Sort range = sort(macro.iterRange(), words);
        if (range instanceof Sort.Thing || range instanceof Sort.Plain plain && !isList(plain.kind())) {
            throw places.mistake(places.start(macro.iterRange()), "?", "this is " + range.words() + ", not a list");
        }
        Vocabulary inside = words.with(macro.iterVar(), range.element()).with(macro.accuVar(), new Sort.Other());
        sort(macro.loopCondition(), inside);
        sort(macro.loopStep(), inside);
        String name = places.macroName(expr);
        if (name.equals("filter")) {
            return range;
        }
        return name.equals("map") ? new Sort.Other() : new Sort.Plain(Kind.FLAG);
    }

    private static boolean isList(Kind kind) {
        return kind == Kind.TEXTS || kind == Kind.NUMBERS;
    }
}
