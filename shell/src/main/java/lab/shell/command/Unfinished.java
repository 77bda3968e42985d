package lab.shell.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a line goes on: a quote or a parenthesis is open, a loop has no {@code done}, a here-document no end, or a sign at the end
 * asks for more. Only as much of a shell's grammar as that takes.
 */
public final class Unfinished {

    private static final Map<String, String> OPENERS = Map.of(
            "for", "done", "while", "done", "until", "done", "select", "done", "if", "fi", "case", "esac", "{", "}");
    private static final Set<String> LEADERS =
            Set.of("then", "do", "else", "elif", "!", "time", "{", "if", "while", "until");
    private static final Pattern HERE = Pattern.compile("<<(-?)\\s*(['\"]?)([A-Za-z_]\\w*)\\2");

    private final String line;
    private final Deque<String> open = new ArrayDeque<>();
    private int parentheses;
    private boolean leads = true;
    private boolean more;
    private int at;

    private Unfinished(String line) {
        this.line = line;
    }

    /** Whether a line goes on. */
    public static boolean is(String line) {
        var scan = new Unfinished(line);
        if (scan.cut()) {
            return true;
        }
        return !LineRunner.isCommand(line) && (scan.more || scan.parentheses > 0 || !scan.open.isEmpty() || here(line));
    }

    /** Reads the line to its end; true if that lies inside of quotes or behind a backslash. */
    private boolean cut() {
        while (at < line.length()) {
            var c = line.charAt(at);
            if (c == '#') {
                var end = line.indexOf('\n', at);
                at = end < 0 ? line.length() : end;
            } else if (Character.isWhitespace(c)) {
                leads |= c == '\n';
                at++;
            } else if (";&|()".indexOf(c) >= 0) {
                sign(c);
            } else if (word()) {
                return true;
            }
        }
        return false;
    }

    private void sign(char c) {
        more = c == '|' || (c == '&' && line.startsWith("&&", at));
        at += more && line.startsWith("" + c + c, at) ? 2 : 1;
        parentheses = c == '(' ? parentheses + 1 : c == ')' ? Math.max(0, parentheses - 1) : parentheses;
        leads = true;
    }

    /** Reads a word; true if it does not end. */
    private boolean word() {
        var start = at;
        var quote = 0;
        while (at < line.length()
                && (quote != 0 || (!Character.isWhitespace(line.charAt(at)) && ";&|()".indexOf(line.charAt(at)) < 0))) {
            var c = line.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
                if (at >= line.length()) {
                    return true;
                }
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            at++;
        }
        more = false;
        if (leads) {
            lead(line.substring(start, at));
        }
        return quote != 0;
    }

    private void lead(String word) {
        leads = LEADERS.contains(word);
        var closer = OPENERS.get(word);
        if (closer != null) {
            open.push(closer);
        } else if (word.equals(open.peek())) {
            open.pop();
        }
    }

    private static boolean here(String text) {
        var matcher = HERE.matcher(text);
        while (matcher.find()) {
            var dash = matcher.group(1).isEmpty() ? "" : "\t*";
            var end = Pattern.compile("^" + dash + Pattern.quote(matcher.group(3)) + "$", Pattern.MULTILINE);
            if (!end.matcher(text.substring(matcher.end())).find()) {
                return true;
            }
        }
        return false;
    }
}
