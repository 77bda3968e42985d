package lab.shell.command;

/** Tells whether a line goes on. */
public final class Unfinished {

    private Unfinished() {}

    /** Whether a quote is open or a backslash stands at the end. */
    public static boolean is(String line) {
        var quote = 0;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                if (i == line.length() - 1) {
                    return true;
                }
                i++;
            } else if (quote == 0 && c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return false;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote != 0;
    }
}
