package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes the text of a Dockerfile apart into the lines of its instructions. */
final class Lines {

    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Pattern HEREDOC =
            Pattern.compile("(?<![<\\S])\\d*<<(-?)(\"|'|)([A-Za-z_][A-Za-z0-9_.]*)\\2(?!\\S)");
    private static final Set<String> DIRECTIVES = Set.of("syntax", "escape", "check");
    private static final Set<String> WITH_HEREDOCS = Set.of("RUN", "COPY", "ADD");

    private final String file;
    private final String[] lines;
    private char escape = '\\';
    private int next;

    private Lines(String file, String text) {
        this.file = file;
        this.lines = text.replaceFirst("^\ufeff", "").replace("\r\n", "\n").split("\n", -1);
    }

    /** The lines, and what escapes the end of one. */
    record Read(List<LogicalLine> lines, char escape) {}

    /**
     * Reads a file.
     *
     * @param file its name for messages
     */
    static Read read(String file, String text) throws DockerfileException {
        var lines = new Lines(file, text);
        lines.directives();
        var all = new ArrayList<LogicalLine>();
        for (var line = lines.instruction(); line.isPresent(); line = lines.instruction()) {
            all.add(line.get());
        }
        return new Read(all, lines.escape);
    }

    private Position at(int index, int column) {
        return new Position(file, index + 1, column, lines[index]);
    }

    /** Remarks at the very top that say how the file is to be read. */
    private void directives() throws DockerfileException {
        var seen = new ArrayList<String>();
        while (next < lines.length) {
            var directive = DIRECTIVE.matcher(lines[next]);
            if (!directive.matches()) {
                return;
            }
            var key = directive.group(1).toLowerCase(Locale.ROOT);
            if (!DIRECTIVES.contains(key)) {
                return;
            }
            if (seen.contains(key)) {
                throw new DockerfileException(at(next, 1), "the directive " + key + " is there twice");
            }
            seen.add(key);
            if (key.equals("escape")) {
                escape(directive.group(2), directive.start(2));
            }
            next++;
        }
    }

    private void escape(String value, int offset) throws DockerfileException {
        if (!value.equals("\\") && !value.equals("`")) {
            throw new DockerfileException(at(next, offset + 1), "the escape character is \\ or `, not " + value);
        }
        escape = value.charAt(0);
    }

    private Optional<LogicalLine> instruction() throws DockerfileException {
        while (next < lines.length && (lines[next].isBlank() || isRemark(lines[next]))) {
            next++;
        }
        if (next == lines.length) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        var pieces = new ArrayList<LogicalLine.Piece>();
        var more = true;
        while (more && next < lines.length) {
            var line = lines[next];
            var skipped = !pieces.isEmpty() && (line.isBlank() || isRemark(line));
            if (!skipped) {
                var indent =
                        pieces.isEmpty() ? line.length() - line.stripLeading().length() : 0;
                pieces.add(new LogicalLine.Piece(text.length(), at(next, indent + 1)));
                var end = line.stripTrailing();
                more = !end.isEmpty() && end.charAt(end.length() - 1) == escape;
                text.append(line.substring(indent), 0, (more ? end.length() - 1 : line.length()) - indent);
            }
            next++;
        }
        var joined = text.toString().stripTrailing();
        var line = new LogicalLine(joined, pieces, List.of());
        return Optional.of(new LogicalLine(joined, pieces, heredocs(line)));
    }

    private static boolean isRemark(String line) {
        return line.stripLeading().startsWith("#");
    }

    private List<Heredoc> heredocs(LogicalLine line) throws DockerfileException {
        var heredocs = new ArrayList<Heredoc>();
        var words = line.text().split("\\s+", 3);
        var keyword = words[0].toUpperCase(Locale.ROOT);
        var onBuild = keyword.equals("ONBUILD") && words.length > 1;
        if (!WITH_HEREDOCS.contains(onBuild ? words[1].toUpperCase(Locale.ROOT) : keyword)) {
            return heredocs;
        }
        var found = HEREDOC.matcher(line.text());
        while (found.find()) {
            var name = found.group(3);
            heredocs.add(new Heredoc(
                    name,
                    found.group(2).isEmpty(),
                    content(name, !found.group(1).isEmpty(), line.at(found.start()))));
        }
        return heredocs;
    }

    private String content(String name, boolean withoutTabs, Position begin) throws DockerfileException {
        var content = new StringBuilder();
        while (next < lines.length) {
            var line = withoutTabs ? lines[next].replaceFirst("^\t+", "") : lines[next];
            next++;
            if (line.equals(name)) {
                return content.toString();
            }
            content.append(line).append('\n');
        }
        throw new DockerfileException(
                begin, "the lines for <<" + name + " have no end: a line with only " + name + " is missing");
    }

    /** A line without the words that stand for lines below it. */
    static String withoutHeredocs(String text) {
        return HEREDOC.matcher(text).replaceAll("").strip();
    }

    /** The names in the words of a line that stand for lines below it. */
    static boolean isHeredoc(String word) {
        return HEREDOC.matcher(word).matches();
    }
}
