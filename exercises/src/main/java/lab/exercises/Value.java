package lab.exercises;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a parameter stands for.
 *
 * @param cel what an expression sees: a {@link Long}, a {@link Double} or a {@link String}
 * @param prose how running text writes it: {@code 64 MiB}
 * @param code how a command line writes it: {@code 64M}
 */
public record Value(Object cel, String prose, String code) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(Ki|Mi|Gi)");

    /** The value of a word in an exercise file: a size with a binary unit ({@code 64Mi}, bytes in an expression), a number, else a string. */
    public static Value parse(String word) {
        Matcher size = SIZE.matcher(word);
        if (size.matches()) {
            int shift =
                    switch (size.group(2)) {
                        case "Ki" -> 10;
                        case "Mi" -> 20;
                        default -> 30;
                    };
            return new Value(
                    Long.parseLong(size.group(1)) << shift,
                    size.group(1) + " " + size.group(2) + "B",
                    size.group(1) + size.group(2).charAt(0));
        }
        if (word.matches("-?\\d{1,18}")) {
            return new Value(Long.parseLong(word), word, word);
        }
        if (word.matches("-?\\d+\\.\\d+")) {
            return new Value(Double.parseDouble(word), word, word);
        }
        return of(word);
    }

    /** The value of a string. */
    public static Value of(String text) {
        return new Value(text, text, text);
    }

    /** The value of a whole number. */
    public static Value of(long number) {
        return new Value(number, Long.toString(number), Long.toString(number));
    }
}
