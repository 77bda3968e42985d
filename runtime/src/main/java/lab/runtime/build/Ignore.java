package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a {@code .dockerignore} leaves out: the last pattern that fits a path, or a directory above it, decides. */
final class Ignore {

    /** Leaves nothing out. */
    static final Ignore NOTHING = new Ignore(List.of());

    private record Rule(Pattern pattern, boolean back) {}

    private final List<Rule> rules;

    private Ignore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads one.
     *
     * @param file its name for messages
     */
    static Ignore parse(String file, String text) throws DockerfileException {
        var rules = new ArrayList<Rule>();
        var lines = text.replaceFirst("^\ufeff", "").replace("\r\n", "\n").split("\n", -1);
        for (var i = 0; i < lines.length; i++) {
            var line = lines[i].strip();
            if (line.isEmpty() || lines[i].startsWith("#")) {
                continue;
            }
            var back = line.startsWith("!");
            var pattern = clean(back ? line.substring(1).strip() : line);
            var at = new Position(file, i + 1, 1, lines[i]);
            if (pattern.isEmpty()) {
                if (back) {
                    throw new DockerfileException(at, "a path is missing behind !");
                }
                continue;
            }
            var compiled = Glob.compile(pattern)
                    .orElseThrow(() -> new DockerfileException(at, "this pattern is not well-formed"));
            rules.add(new Rule(compiled, back));
        }
        return new Ignore(rules);
    }

    /** A path without what changes nothing; Go's {@code filepath.Clean}. */
    static String clean(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && path.startsWith("/"))) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Whether a path is left out. */
    boolean leavesOut(String path) {
        var out = false;
        for (var rule : rules) {
            if (rule.back == out && fits(rule.pattern, path)) {
                out = !rule.back;
            }
        }
        return out;
    }

    private static boolean fits(Pattern pattern, String path) {
        for (var end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (pattern.matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether something below a directory that is left out may be wanted back. */
    boolean takesBack() {
        return rules.stream().anyMatch(Rule::back);
    }
}
