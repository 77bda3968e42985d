package lab.runtime.build;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of paths as Go's {@code filepath.Match} has them: {@code *} and {@code ?} stop at a slash, {@code [a-z]} and {@code [^a-z]} are
 * one character, a backslash takes the next one as it is. {@code **} is any number of directories.
 */
final class Glob {

    private Glob() {}

    /** Whether a text has a sign with a meaning. */
    static boolean isPattern(String text) {
        return text.matches(".*[*?\\[\\\\].*");
    }

    /** The pattern for whole paths; empty if it is not well-formed. */
    static Optional<Pattern> compile(String glob) {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.length(); ) {
            var c = glob.charAt(i);
            if (glob.startsWith("**", i)) {
                i += 2;
                if (i < glob.length() && glob.charAt(i) == '/') {
                    i++;
                    regex.append("(.*/)?");
                } else {
                    regex.append(".*");
                }
            } else if (c == '*') {
                regex.append("[^/]*");
                i++;
            } else if (c == '?') {
                regex.append("[^/]");
                i++;
            } else if (c == '[') {
                var end = set(glob, i, regex);
                if (end < 0) {
                    return Optional.empty();
                }
                i = end;
            } else {
                if (c == '\\' && i + 1 == glob.length()) {
                    return Optional.empty();
                }
                i += c == '\\' ? 1 : 0;
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
                i++;
            }
        }
        try {
            return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Adds a set of characters; gives where it ends, or -1. */
    private static int set(String glob, int begin, StringBuilder regex) {
        var i = begin + 1;
        regex.append("(?!/)[");
        if (i < glob.length() && glob.charAt(i) == '^') {
            regex.append('^');
            i++;
        }
        var first = i;
        while (i < glob.length() && (glob.charAt(i) != ']' || i == first)) {
            var c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                c = glob.charAt(++i);
                regex.append('\\').append(c);
            } else if (c == '-') {
                regex.append(c);
            } else {
                regex.append("[]&^\\".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
            i++;
        }
        regex.append(']');
        return i == glob.length() || i == first ? -1 : i + 1;
    }
}
