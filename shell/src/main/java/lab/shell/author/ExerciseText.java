package lab.shell.author;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exercise's file as its author wrote it, taken apart line by line, so that a remark can name line and column. It is read for its parts only; whether it
 * is good AsciiDoc, the build says.
 *
 * @param file the file
 * @param header the attributes before the first empty line
 * @param pieces the parts, the instructions first
 */
record ExerciseText(Path file, Map<String, Piece.Row> header, List<Piece> pieces) {

    private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z][a-z0-9-]*):\\s*(.*)");
    private static final Pattern HEAD = Pattern.compile("\\[(check|hint|solution|wrong)(?:#([a-z0-9-]+))?[,\\]].*");
    private static final String FENCE = "----";
    private static final int STAMP = 12;

    static ExerciseText read(Path file) throws IOException {
        var header = new LinkedHashMap<String, Piece.Row>();
        var lines = Files.readAllLines(file);
        var at = 1;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            var matcher = ATTRIBUTE.matcher(lines.get(at));
            if (matcher.matches()) {
                header.put(
                        matcher.group(1), new Piece.Row(at + 1, matcher.group(2).strip()));
            }
            at++;
        }
        return new ExerciseText(file, header, pieces(lines, at));
    }

    private static List<Piece> pieces(List<String> lines, int from) {
        var pieces = new ArrayList<Piece>();
        var words = new ArrayList<Piece.Row>();
        var code = new ArrayList<Piece.Row>();
        // The title is read with the instructions.
        words.add(new Piece.Row(1, lines.isEmpty() ? "" : lines.get(0)));
        var kind = "text";
        var id = "";
        var line = 1;
        var head = "";
        var rung = 0;
        var fenced = false;
        for (var i = from; i < lines.size(); i++) {
            var text = lines.get(i);
            var begins = HEAD.matcher(text);
            if (text.equals(FENCE)) {
                fenced = !fenced;
            } else if (fenced) {
                code.add(new Piece.Row(i + 1, text));
            } else if (begins.matches()) {
                pieces.add(new Piece(kind, id, line, head, words, code));
                words.clear();
                code.clear();
                kind = begins.group(1);
                id = begins.group(2) == null ? Integer.toString(++rung) : begins.group(2);
                line = i + 1;
                head = text;
            } else if (!text.isBlank() && !text.equals("--")) {
                words.add(new Piece.Row(i + 1, text));
            }
        }
        pieces.add(new Piece(kind, id, line, head, words, code));
        return pieces;
    }

    List<Piece> of(String kind) {
        return pieces.stream().filter(piece -> piece.kind().equals(kind)).toList();
    }

    Optional<Piece> piece(String name) {
        return pieces.stream().filter(piece -> piece.name().equals(name)).findFirst();
    }

    /** The beginning of the SHA-256 of all that is translated: it changes when a translation has to be looked at again. */
    String stamp() {
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(piece.name()).append('\n');
            piece.read(true).forEach(row -> text.append(row.text().strip()).append('\n'));
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, STAMP);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
