package lab.runtime.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lab.runtime.build.Instruction.CommandLine;
import lab.runtime.build.Instruction.Pair;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Reads one instruction and checks what can be said of it before anything is built. */
final class InstructionReader {

    private static final List<String> KEYWORDS = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Map<String, Set<String>> FLAGS = Map.of(
            "FROM", Set.of("platform"),
            "RUN", Set.of("mount", "network", "security"),
            "COPY", Set.of("from", "chown", "chmod", "link"),
            "ADD", Set.of("chown", "chmod", "link", "checksum", "keep-git-dir"),
            "HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries"));
    private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-_.]*");

    private final LogicalLine line;
    private final char escape;
    private final String text;
    private final String keyword;
    private final Map<String, String> flags = new LinkedHashMap<>();
    private int offset;

    private InstructionReader(LogicalLine line, char escape) {
        this.line = line;
        this.escape = escape;
        this.text = line.text();
        var word = text.split("\\s", 2)[0];
        this.keyword = word.toUpperCase(Locale.ROOT);
        this.offset = word.length();
    }

    static Instruction read(LogicalLine line, char escape) throws DockerfileException {
        return new InstructionReader(line, escape).read();
    }

    private Instruction read() throws DockerfileException {
        if (!KEYWORDS.contains(keyword)) {
            var meant = Guess.of(keyword, KEYWORDS);
            throw error(
                    0,
                    "unknown instruction: " + text.split("\\s", 2)[0]
                            + meant.map(word -> " (did you mean " + word + "?)").orElse(""));
        }
        spaces();
        readFlags();
        var rest = text.substring(offset).stripTrailing();
        if (rest.isEmpty()) {
            throw error(text.length(), keyword + " needs " + wants());
        }
        var shown = text.replaceAll("\\s+", " ");
        return switch (keyword) {
            case "FROM" -> from(rest, shown);
            case "RUN" -> run(rest, shown);
            case "COPY", "ADD" -> copy(rest, shown);
            case "ENV" -> new Instruction.Env(line.at(0), shown, pairs(rest, true));
            case "LABEL" -> new Instruction.Label(line.at(0), shown, pairs(rest, true));
            case "ARG" -> new Instruction.Arg(line.at(0), shown, arguments(rest));
            case "EXPOSE", "VOLUME" -> new Instruction.Names(line.at(0), shown, keyword, rest, json(rest));
            case "CMD", "ENTRYPOINT" ->
                new Instruction.Command(line.at(0), shown, keyword, new CommandLine(json(rest), rest));
            case "SHELL" -> shell(rest, shown);
            case "HEALTHCHECK" -> health(rest, shown);
            case "ONBUILD" -> onBuild(rest, shown);
            default -> new Instruction.Setting(line.at(0), shown, keyword, rest);
        };
    }

    private DockerfileException error(int at, String message) {
        return new DockerfileException(line.at(at), message);
    }

    private String wants() {
        return switch (keyword) {
            case "FROM" -> "an image, as in FROM base";
            case "COPY", "ADD" -> "a source and a place to copy to";
            case "ENV", "LABEL" -> "KEY=VALUE";
            case "ARG" -> "a name";
            default -> "an argument";
        };
    }

    private void spaces() {
        while (offset < text.length() && Character.isWhitespace(text.charAt(offset))) {
            offset++;
        }
    }

    private void readFlags() throws DockerfileException {
        var known = FLAGS.getOrDefault(keyword, Set.of());
        while (text.startsWith("--", offset) && !known.isEmpty()) {
            var end = offset;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            var flag = text.substring(offset + 2, end);
            var name = flag.split("=", 2)[0];
            if (!known.contains(name)) {
                throw error(
                        offset,
                        "unknown flag: --" + name
                                + Guess.of(name, List.copyOf(known))
                                        .map(g -> " (did you mean --" + g + "?)")
                                        .orElse(""));
            }
            if (List.of("mount", "security", "checksum", "keep-git-dir").contains(name)) {
                throw error(offset, keyword + " --" + name + " is not supported here");
            }
            if (flags.put(name, flag.contains("=") ? flag.substring(name.length() + 1) : "true") != null) {
                throw error(offset, "the flag --" + name + " is there twice");
            }
            offset = end;
            spaces();
        }
    }

    private Instruction from(String rest, String shown) throws DockerfileException {
        var words = rest.split("\\s+");
        if (words.length != 1 && !(words.length == 3 && words[1].equalsIgnoreCase("AS"))) {
            throw error(offset, "FROM is FROM IMAGE or FROM IMAGE AS NAME, not: " + shown);
        }
        var name = words.length == 3 ? Optional.of(words[2].toLowerCase(Locale.ROOT)) : Optional.<String>empty();
        if (name.isPresent() && !STAGE.matcher(name.get()).matches()) {
            throw error(
                    text.lastIndexOf(words[2]),
                    "the name of a stage starts with a letter and goes on with letters, digits, - _ or ., not "
                            + words[2]);
        }
        return new Instruction.From(line.at(0), shown, words[0], Optional.ofNullable(flags.get("platform")), name);
    }

    private Instruction run(String rest, String shown) {
        return new Instruction.Run(
                line.at(0),
                shown,
                new CommandLine(json(rest), rest),
                line.heredocs(),
                Optional.ofNullable(flags.get("network")));
    }

    private Instruction copy(String rest, String shown) throws DockerfileException {
        var exact = json(rest);
        var count = exact.isPresent() ? exact.get().size() : rest.split("\\s+").length;
        if (count < 2) {
            throw error(offset, keyword + " needs a source and a place to copy to, not only: " + rest);
        }
        return new Instruction.Copy(
                line.at(0), shown, keyword.equals("ADD"), rest, exact, Map.copyOf(flags), line.heredocs());
    }

    /** {@code KEY=VALUE} several times, or {@code KEY} and the rest of the line as its value. */
    private List<Pair> pairs(String rest, boolean spaced) throws DockerfileException {
        var words = split(rest);
        var pairs = new ArrayList<Pair>();
        if (spaced && !words.get(0).contains("=")) {
            var two = rest.split("\\s+", 2);
            if (two.length < 2) {
                throw error(offset, keyword + " needs a value, as in " + keyword + " " + rest + "=value");
            }
            return List.of(new Pair(two[0], Optional.of(two[1])));
        }
        for (var word : words) {
            var equals = word.indexOf('=');
            if (equals <= 0) {
                throw error(
                        offset + Math.max(0, rest.indexOf(word)),
                        "\"" + word + "\" is not KEY=VALUE; a value with spaces stands in quotes");
            }
            pairs.add(new Pair(word.substring(0, equals), Optional.of(word.substring(equals + 1))));
        }
        return pairs;
    }

    private List<Pair> arguments(String rest) throws DockerfileException {
        var pairs = new ArrayList<Pair>();
        for (var word : split(rest)) {
            var pair = word.split("=", 2);
            if (!pair[0].matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw error(offset, "the name of an argument has letters, digits and _, not \"" + pair[0] + "\"");
            }
            pairs.add(new Pair(pair[0], pair.length == 2 ? Optional.of(pair[1]) : Optional.empty()));
        }
        return pairs;
    }

    /** Words with their quotes, for values whose variables are replaced later. */
    private List<String> split(String rest) throws DockerfileException {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quote = (char) 0;
        for (var i = 0; i < rest.length(); i++) {
            var c = rest.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                continue;
            }
            word.append(c);
            if (c == escape && quote != '\'' && i + 1 < rest.length()) {
                word.append(rest.charAt(++i));
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (quote != 0) {
            throw error(offset + rest.lastIndexOf(quote), "the quote " + quote + " is not closed");
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private Instruction shell(String rest, String shown) throws DockerfileException {
        var words = json(rest);
        if (words.isEmpty() || words.get().isEmpty()) {
            throw error(offset, "SHELL needs its words as JSON, as in SHELL [\"/bin/sh\", \"-c\"]");
        }
        return new Instruction.Command(line.at(0), shown, keyword, new CommandLine(words, rest));
    }

    private Instruction health(String rest, String shown) throws DockerfileException {
        var words = rest.split("\\s+", 2);
        var type = words[0].toUpperCase(Locale.ROOT);
        if (type.equals("NONE") && words.length == 1) {
            return new Instruction.Health(line.at(0), shown, Optional.empty(), Map.of());
        }
        if (!type.equals("CMD") || words.length == 1) {
            throw error(offset, "HEALTHCHECK is HEALTHCHECK NONE or HEALTHCHECK [--interval=30s ...] CMD COMMAND");
        }
        for (var flag : flags.entrySet()) {
            if (!flag.getKey().equals("retries")) {
                if (Durations.nanos(flag.getValue()).isEmpty()) {
                    throw error(0, "--" + flag.getKey() + " is a time such as 30s or 1m30s, not " + flag.getValue());
                }
            } else if (!flag.getValue().matches("\\d{1,9}")) {
                throw error(0, "--retries is a number, not " + flag.getValue());
            }
        }
        return new Instruction.Health(
                line.at(0), shown, Optional.of(new CommandLine(json(words[1]), words[1])), Map.copyOf(flags));
    }

    private Instruction onBuild(String rest, String shown) throws DockerfileException {
        var word = rest.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        if (List.of("ONBUILD", "FROM", "MAINTAINER").contains(word)) {
            throw error(offset, word + " is not allowed behind ONBUILD");
        }
        var inner = new LogicalLine(rest, List.of(new LogicalLine.Piece(0, line.at(offset))), line.heredocs());
        read(inner, escape);
        return new Instruction.OnBuild(line.at(0), shown, rest);
    }

    /** A list of texts in JSON; what is none is taken as it is, as Docker does. */
    private static Optional<List<String>> json(String rest) {
        if (!rest.startsWith("[")) {
            return Optional.empty();
        }
        try {
            var list = new ArrayList<String>();
            for (var item : JSON.std.listFrom(rest)) {
                if (!(item instanceof String word)) {
                    return Optional.empty();
                }
                list.add(word);
            }
            return Optional.of(list);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
