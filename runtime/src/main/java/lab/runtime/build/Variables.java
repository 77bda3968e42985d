package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the words of an instruction apart as Docker does, much as a shell would: quotes, escapes and variables. {@code ${x:-word}}, {@code
 * ${x:+word}} and {@code ${x:?message}} are known, with a colon and without.
 */
final class Variables {

    /** Looks a variable up. */
    interface Scope {
        /** Its value, if it is set. */
        Optional<String> value(String name);
    }

    private final String text;
    private final char escape;
    private final Scope scope;
    private final Position at;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int i;

    private Variables(String text, char escape, Scope scope, Position at) {
        this.text = text;
        this.escape = escape;
        this.scope = scope;
        this.at = at;
    }

    /** A text as one word, however many spaces are in it. */
    static String expand(String text, char escape, Scope scope, Position at) throws DockerfileException {
        var reader = new Variables(text, escape, scope, at);
        while (reader.i < text.length()) {
            reader.step(false);
        }
        return reader.word.toString();
    }

    /** A text as words. What a variable stands for is part of a word, with its spaces. */
    static List<String> words(String text, char escape, Scope scope, Position at) throws DockerfileException {
        var reader = new Variables(text, escape, scope, at);
        while (reader.i < text.length()) {
            reader.step(true);
        }
        reader.endWord();
        return reader.words;
    }

    private void step(boolean split) throws DockerfileException {
        var c = text.charAt(i);
        if (split && Character.isWhitespace(c)) {
            endWord();
            i++;
            return;
        }
        inWord = true;
        if (c == '\'') {
            single();
        } else if (c == '"') {
            twofold();
        } else if (c == escape) {
            i++;
            if (i < text.length()) {
                word.append(text.charAt(i++));
            }
        } else if (c == '$') {
            word.append(variable());
        } else {
            word.append(c);
            i++;
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void single() throws DockerfileException {
        var end = text.indexOf('\'', i + 1);
        if (end < 0) {
            throw new DockerfileException(at, "the quote ' is not closed: " + text.substring(i));
        }
        word.append(text, i + 1, end);
        i = end + 1;
    }

    private void twofold() throws DockerfileException {
        var begin = i++;
        while (i < text.length() && text.charAt(i) != '"') {
            var c = text.charAt(i);
            if (c == escape && i + 1 < text.length() && "\"$".indexOf(text.charAt(i + 1)) >= 0
                    || c == escape && i + 1 < text.length() && text.charAt(i + 1) == escape) {
                word.append(text.charAt(i + 1));
                i += 2;
            } else if (c == '$') {
                word.append(variable());
            } else {
                word.append(c);
                i++;
            }
        }
        if (i == text.length()) {
            throw new DockerfileException(at, "the quote \" is not closed: " + text.substring(begin));
        }
        i++;
    }

    /** What a variable stands for; a dollar sign before something else is itself. */
    private String variable() throws DockerfileException {
        i++;
        if (i < text.length() && text.charAt(i) == '{') {
            return braces();
        }
        var name = name();
        return name.isEmpty() ? "$" : scope.value(name).orElse("");
    }

    private String name() {
        var begin = i;
        while (i < text.length()
                && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')
                && !(i == begin && Character.isDigit(text.charAt(i)))) {
            i++;
        }
        if (i == begin && i < text.length() && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return text.substring(begin, i);
    }

    private String braces() throws DockerfileException {
        var begin = i - 1;
        i++;
        var name = name();
        if (name.isEmpty()) {
            throw new DockerfileException(at, "bad substitution: " + text.substring(begin));
        }
        var colon = i < text.length() && text.charAt(i) == ':';
        i += colon ? 1 : 0;
        var operator = i < text.length() ? text.charAt(i) : 0;
        if (operator == '}' && !colon) {
            i++;
            return scope.value(name).orElse("");
        }
        if (operator != '-' && operator != '+' && operator != '?') {
            throw new DockerfileException(
                    at,
                    operator == 0
                            ? "the bracket { is not closed: " + text.substring(begin)
                            : "unsupported modifier (" + (colon ? ":" : "") + operator + ") in substitution: "
                                    + "known are :- :+ :? - + ?");
        }
        i++;
        var word = expand(inner(begin), escape, scope, at);
        var value = scope.value(name).filter(v -> !colon || !v.isEmpty());
        return switch (operator) {
            case '-' -> value.orElse(word);
            case '+' -> value.isPresent() ? word : "";
            default -> {
                if (value.isEmpty()) {
                    throw new DockerfileException(at, name + ": " + (word.isEmpty() ? "it is not set" : word));
                }
                yield value.get();
            }
        };
    }

    /** The text up to the bracket that closes. */
    private String inner(int begin) throws DockerfileException {
        var from = i;
        for (var depth = 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == escape) {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return text.substring(from, i++);
            }
        }
        throw new DockerfileException(at, "the bracket { is not closed: " + text.substring(begin));
    }
}
