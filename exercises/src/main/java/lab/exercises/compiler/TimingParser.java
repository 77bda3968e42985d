package lab.exercises.compiler;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.exercises.Timing;

/** Reads the temporal word of a check: {@code now}, {@code ever}, {@code hold 2s}, {@code gone-after-seen}, {@code while CHECK}, {@code before CHECK}. */
final class TimingParser {
    private static final Pattern HOLD = Pattern.compile("hold (\\d{1,6})(ms|s)");

    private static final Pattern OTHER = Pattern.compile("(while|before) ([a-z][a-z0-9-]*)");

    private TimingParser() {}

    /** The timing that a word names, if it is one. */
    static Optional<Timing> parse(String word) {
        Matcher hold = HOLD.matcher(word);
        if (hold.matches()) {
            long amount = Long.parseLong(hold.group(1));
            return Optional.of(new Timing.Hold(
                    hold.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount)));
        }
        Matcher other = OTHER.matcher(word);
        if (other.matches()) {
            return Optional.of(
                    other.group(1).equals("while")
                            ? new Timing.While(other.group(2))
                            : new Timing.Before(other.group(2)));
        }
        return switch (word) {
            case "now" -> Optional.of(new Timing.Now());
            case "ever" -> Optional.of(new Timing.Ever());
            case "gone-after-seen" -> Optional.of(new Timing.GoneAfterSeen());
            default -> Optional.empty();
        };
    }
}
