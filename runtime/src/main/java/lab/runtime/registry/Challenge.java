package lab.runtime.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a registry wants to be shown who asks; RFC 9110, 11.6.1.
 *
 * @param scheme in lower case, {@code basic} or {@code bearer}
 * @param parameters its parameters, names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final String TOKEN = "!#$%&'*+-.^_`|~";
    private static final int LONGEST = 8192;

    /** Reads what stands in {@code WWW-Authenticate} headers; what is not well-formed there is left out. */
    static List<Challenge> parse(List<String> headers) {
        var all = new ArrayList<Challenge>();
        for (var header : headers) {
            if (header.length() <= LONGEST) {
                new Reader(header).readInto(all);
            }
        }
        return all;
    }

    static Optional<Challenge> of(List<Challenge> all, String scheme) {
        return all.stream().filter(one -> one.scheme.equals(scheme)).findFirst();
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Goes through a header from left to right, and stops where it is not understood. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void readInto(List<Challenge> all) {
            while (at < text.length()) {
                skip(", ");
                var scheme = token();
                if (scheme.isEmpty()) {
                    return;
                }
                var parameters = new LinkedHashMap<String, String>();
                if (!parameters(parameters)) {
                    return;
                }
                all.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
            }
        }

        /** Reads parameters until the next scheme, which is a token without an equals sign. */
        private boolean parameters(Map<String, String> into) {
            while (at < text.length()) {
                skip(", ");
                var start = at;
                var name = token();
                skip(" ");
                if (at >= text.length() || text.charAt(at) != '=') {
                    at = start;
                    return at >= text.length() || !name.isEmpty();
                }
                at++;
                skip(" ");
                var value = value();
                if (value.isEmpty() || into.putIfAbsent(name.toLowerCase(Locale.ROOT), value.get()) != null) {
                    return false;
                }
            }
            return true;
        }

        private Optional<String> value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return Optional.of(token()).filter(token -> !token.isEmpty());
            }
            var value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                var c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return Optional.of(value.toString());
                }
                if (c == '\\' && at + 1 < text.length()) {
                    c = text.charAt(++at);
                }
                if (Character.isISOControl(c)) {
                    return Optional.empty();
                }
                value.append(c);
            }
            return Optional.empty();
        }

        private String token() {
            var start = at;
            while (at < text.length() && isToken(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private static boolean isToken(char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || TOKEN.indexOf(c) >= 0;
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
