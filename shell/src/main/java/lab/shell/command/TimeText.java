package lab.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as Docker reads and writes them. */
final class TimeText {

    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** A time with nanoseconds. */
    static String nanos(Instant time) {
        return NANOS.format(time);
    }

    /** Reads a time with or without a zone, the seconds since 1970, or a span before now such as {@code 1h30m}. */
    static Instant parse(String text, Instant now) {
        try {
            if (text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
                return Instant.EPOCH.plusNanos(Math.round(Double.parseDouble(text) * 1e3) * 1_000_000);
            }
            if (text.matches("([0-9.]+(h|m|s))+")) {
                return now.minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
            }
            if (text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return text.contains("T")
                    ? LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a time is such as 2026-01-02T13:00:00Z, 2026-01-02, 1767358800 or 10m (ago), not \"" + text + "\"",
                    e);
        }
    }
}
