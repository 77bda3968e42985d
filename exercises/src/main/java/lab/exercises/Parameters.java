package lab.exercises;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of an exercise, in the order of their declaration. */
public record Parameters(List<Parameter> list) {
    private static final List<String> WORDS = List.of(
            "acorn", "alder", "amber", "anvil", "apple", "aspen", "badge", "basil", "beech", "birch", "brook", "cedar",
            "chalk", "cliff", "clove", "coral", "crane", "delta", "ember", "fern", "finch", "flint", "forge", "grove",
            "hazel", "heron", "indigo", "iris", "ivory", "jade", "kelp", "lark", "lemon", "lilac", "lotus", "maple",
            "marsh", "mason", "mint", "moss", "nutmeg", "oasis", "olive", "onyx", "opal", "otter", "pearl", "pine",
            "plum", "poppy", "quartz", "raven", "reed", "robin", "sage", "slate", "spruce", "stork", "swift", "thyme",
            "tulip", "violet", "walnut", "wren");

    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_001;

    /** Copies the list. */
    public Parameters {
        list = List.copyOf(list);
    }

    /** The values for a seed: always the same for the same seed. */
    public Values resolve(Seed seed) {
        Draws draws = new Draws(seed);
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : list) {
            values.put(parameter.name(), draw(parameter, draws, values));
        }
        return new Values(values);
    }

    private static Value draw(Parameter parameter, Draws draws, Map<String, Value> before) {
        String name = parameter.name();
        if (parameter instanceof Parameter.OneOf oneOf) {
            return Value.parse(oneOf.values().get(draws.below(oneOf.values().size(), name)));
        } else if (parameter instanceof Parameter.Range range) {
            int places = (range.to() - range.from()) / range.step() + 1;
            return Value.of((long) range.from() + (long) range.step() * draws.below(places, name));
        } else if (parameter instanceof Parameter.Name) {
            return Value.of(draws.word(WORDS, name));
        } else if (parameter instanceof Parameter.Port) {
            return Value.of((long) FIRST_PORT + draws.below(PORTS, name));
        } else if (parameter instanceof Parameter.Token) {
            return Value.of(draws.token(name));
        } else if (parameter instanceof Parameter.Subnet) {
            int both = draws.below(200 * 256, name);
            return Value.of("10." + (20 + both / 256) + "." + both % 256 + ".0/24");
        } else if (parameter instanceof Parameter.From from) {
            return Value.of(new Values(before).code(from.template()));
        }
        throw new AssertionError(parameter);
    }
}
