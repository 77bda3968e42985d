package lab.shell.screen;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Sizes in bytes, as Docker reads and writes them. */
public final class Sizes {

    private static final String UNITS = "bkmgt";

    private Sizes() {}

    /** Reads a size such as {@code 64m}, {@code 64M}, {@code 64MiB} or {@code 67108864}; the units are powers of 1024. */
    public static long parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT).replaceFirst("i?b$", "");
        if (!lower.matches("[0-9]{1,15}(\\.[0-9]{1,6})?[kmgt]?")) {
            throw new IllegalArgumentException(
                    "a size is a number with k, m or g behind it, such as 64m, not \"" + text + "\"");
        }
        var unit = UNITS.indexOf(lower.charAt(lower.length() - 1));
        var number = unit > 0 ? lower.substring(0, lower.length() - 1) : lower;
        return (long) (Double.parseDouble(number) * (1L << 10 * Math.max(0, unit)));
    }

    /** Writes a size for readers: {@code 2.1MB}. */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + "B";
        }
        var units = "kMGT";
        var value = bytes / 1000.0;
        var unit = 0;
        while (value >= 1000 && unit < units.length() - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f%sB" : "%.1f%sB", value, units.charAt(unit));
    }

    /** Writes a size for readers in powers of 1024, with four digits at most, as Docker does with memory: {@code 4.43MiB}. */
    public static String binary(long bytes) {
        var units = List.of("B", "KiB", "MiB", "GiB", "TiB");
        var value = (double) bytes;
        var unit = 0;
        while (value >= 1024 && unit < units.size() - 1) {
            value /= 1024;
            unit++;
        }
        var rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP));
        return rounded.stripTrailingZeros().toPlainString() + units.get(unit);
    }
}
