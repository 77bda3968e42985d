package lab.shell.command;

import java.time.Duration;

/** Spans of time as they are typed: {@code 500ms}, {@code 10s}, {@code 2m}. */
final class Spans {

    private Spans() {}

    /** Reads a span. */
    static Duration parse(String option, String text) {
        var unit = text.replaceFirst("^[0-9.]+", "");
        var number = text.substring(0, text.length() - unit.length());
        var seconds =
                switch (unit) {
                    case "ms" -> 1e-3;
                    case "s", "" -> 1;
                    case "m" -> 60;
                    default -> 0;
                };
        if (seconds == 0 || !number.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new IllegalArgumentException(option + " is such as 500ms, 10s or 2m, not \"" + text + "\"");
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(number) * seconds * 1e9));
    }
}
