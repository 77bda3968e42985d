package lab.runtime.container;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An empty file system in memory that only the container sees; tmpfs(5).
 *
 * @param target where it is mounted, absolute
 * @param options {@code size} and {@code mode}, as far as they are given
 */
public record Tmpfs(String target, Map<String, String> options) {

    /** Checks the path and copies the options. */
    public Tmpfs {
        if (!target.startsWith("/") || target.equals("/")) {
            throw new IllegalArgumentException(
                    "a tmpfs is mounted at an absolute path other than /, not at \"" + target + "\"");
        }
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Reads {@code PATH[:size=64m,mode=1777]}. */
    public static Tmpfs parse(String text) {
        var colon = text.indexOf(':');
        var options = new TreeMap<String, String>();
        if (colon >= 0) {
            for (var option : text.substring(colon + 1).split(",", -1)) {
                if (!option.matches("size=\\d+[kmgKMG%]?|mode=[0-7]{3,4}")) {
                    throw new IllegalArgumentException(
                            "a tmpfs takes size=NUMBER[k|m|g] and mode=OCTAL, as in /run:size=64m,mode=755, not \""
                                    + option + "\"");
                }
                options.put(option.substring(0, 4), option.substring(5));
            }
        }
        return new Tmpfs(colon < 0 ? text : text.substring(0, colon), options);
    }

    @Override
    public String toString() {
        var words = options.entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .toList();
        return words.isEmpty() ? target : target + ':' + String.join(",", words);
    }
}
