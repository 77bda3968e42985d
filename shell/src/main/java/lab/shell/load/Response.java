package lab.shell.load;

import java.io.IOException;
import java.util.Locale;
import lab.shell.load.ExchangeException.Kind;

/** The answer to a request, read to its end; RFC 9112, sections 4 and 6. */
final class Response {

    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_LINES = 200;

    /** Gives the bytes of an answer one by one. */
    interface Source {
        /** The next byte, or -1 at the end. */
        int next() throws IOException;
    }

    private final Source source;
    private boolean stays = true;

    Response(Source source) {
        this.source = source;
    }

    /** Reads it and gives its status. */
    int read() throws IOException {
        var status = status(line(true));
        var length = -1L;
        var chunked = false;
        for (var i = 0; ; i++) {
            var header = line(false).toLowerCase(Locale.ROOT);
            if (header.isEmpty()) {
                break;
            }
            if (i == MOST_LINES) {
                throw malformed("more than " + MOST_LINES + " header lines");
            }
            if (header.startsWith("content-length:")) {
                length = number(header.substring(15).strip(), 10);
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.endsWith("chunked");
            } else if (header.startsWith("connection:") && header.contains("close")) {
                stays = false;
            }
        }
        if (status == 204 || status == 304) {
            return status;
        }
        body(length, chunked);
        return status;
    }

    /** Whether the connection can be used for another request. */
    boolean stays() {
        return stays;
    }

    private void body(long length, boolean chunked) throws IOException {
        if (chunked) {
            for (var size = chunk(); size > 0; size = chunk()) {
                skip(size);
                line(false);
            }
            while (!line(false).isEmpty()) {
                continue;
            }
        } else if (length >= 0) {
            skip(length);
        } else {
            stays = false;
            while (source.next() >= 0) {
                continue;
            }
        }
    }

    private long chunk() throws IOException {
        return number(line(false).replaceFirst(";.*", "").strip(), 16);
    }

    private static int status(String line) throws ExchangeException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw malformed("the answer begins with \"" + line + "\"");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private void skip(long count) throws IOException {
        for (var i = 0L; i < count; i++) {
            if (source.next() < 0) {
                throw new ExchangeException(Kind.CLOSED, "the connection ended within an answer");
            }
        }
    }

    private String line(boolean first) throws IOException {
        var line = new StringBuilder();
        for (var next = source.next(); next != '\n'; next = source.next()) {
            if (next < 0) {
                throw new ExchangeException(
                        Kind.CLOSED, first && line.length() == 0 ? "no answer" : "the connection ended in a header");
            }
            if (line.length() == LONGEST_LINE) {
                throw malformed("a header line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) next);
        }
        var end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private static long number(String text, int radix) throws ExchangeException {
        try {
            var value = Long.parseLong(text, radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw malformed("\"" + text + "\" is no length");
        }
        throw malformed("a length of " + text);
    }

    private static ExchangeException malformed(String what) {
        return new ExchangeException(Kind.MALFORMED, what);
    }
}
