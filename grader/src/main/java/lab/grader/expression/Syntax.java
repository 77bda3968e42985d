package lab.grader.expression;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words where an expression breaks CEL's grammar. */
final class Syntax {
    private static final Map<String, String> WORD_OPERATORS = Map.of(
            "and", "&&", "or", "||", "not", "!", "AND", "&&", "OR", "||", "NOT", "!", "True", "true", "False", "false");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    private Syntax() {}

    /** The mistake behind the parser's complaints. */
    static Mistake explain(String text, List<CelIssue> issues) {
        if (text.isBlank()) {
            return new Mistake(text, 0, 1, "an expression is missing, such as host.hostname", Optional.empty());
        }
        CelIssue first = issues.get(0);
        int offset = offset(
                text,
                first.getSourceLocation().getLine(),
                first.getSourceLocation().getColumn());
        char at = offset < text.length() ? text.charAt(offset) : ' ';
        if (at == '=' && !text.startsWith("==", offset)) {
            return new Mistake(text, offset, 1, "`=` does not compare", Optional.of("=="));
        }
        if ((at == '&' || at == '|') && offset + 1 < text.length() && text.charAt(offset + 1) != at) {
            return new Mistake(text, offset, 1, "`" + at + "` alone is no operator", Optional.of("" + at + at));
        }
        Matcher word = WORD.matcher(text).region(offset, text.length());
        if (word.lookingAt() && WORD_OPERATORS.containsKey(word.group())) {
            return new Mistake(
                    text,
                    offset,
                    word.group().length(),
                    "`" + word.group() + "` is no operator here",
                    Optional.ofNullable(WORD_OPERATORS.get(word.group())));
        }
        return quotesAndParentheses(text)
                .orElseGet(() -> new Mistake(
                        text,
                        offset,
                        word.reset().region(offset, text.length()).lookingAt()
                                ? word.group().length()
                                : 1,
                        offset >= text.length() ? "something is missing at the end" : "this is not expected here",
                        Optional.empty()));
    }

    /** Finds a quote or a parenthesis that is opened and not closed, or closed and not opened. */
    private static Optional<Mistake> quotesAndParentheses(String text) {
        StringBuilder open = new StringBuilder();
        java.util.ArrayDeque<Integer> places = new java.util.ArrayDeque<>();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                int end = closing(text, at);
                if (end < 0) {
                    return Optional.of(new Mistake(
                            text,
                            at,
                            text.length() - at,
                            "the text that starts here has no closing " + c,
                            Optional.empty()));
                }
                at = end;
            } else if (c == '(' || c == '[' || c == '{') {
                open.append(c);
                places.push(at);
            } else if (c == ')' || c == ']' || c == '}') {
                char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
                if (open.isEmpty() || open.charAt(open.length() - 1) != wanted) {
                    return Optional.of(new Mistake(text, at, 1, "nothing is open that this closes", Optional.empty()));
                }
                open.setLength(open.length() - 1);
                places.pop();
            }
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mistake(text, places.getFirst(), 1, "this is never closed", Optional.empty()));
    }

    private static int closing(String text, int from) {
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == text.charAt(from)) {
                return at;
            }
        }
        return -1;
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int n = 1; n < line; n++) {
            start = text.indexOf('\n', start) + 1;
        }
        int points = Math.max(0, Math.min(column, text.codePointCount(start, text.length())));
        return text.offsetByCodePoints(start, points);
    }
}
