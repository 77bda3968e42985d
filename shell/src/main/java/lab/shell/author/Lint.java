package lab.shell.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lab.exercises.Values;
import lab.grader.expression.Expressions;
import lab.grader.expression.MistakeException;
import lab.lessons.Language;
import lab.lessons.compiler.Suggestion;

/** Reads exercises as their authors wrote them and remarks on what does not fit together: facts, parameters, wrong attempts, translations. */
public final class Lint {

    private static final String ENDING = ".adoc";
    private static final Pattern WORD = Pattern.compile("(?<![\\w.'\"])([a-z][a-z0-9]*)(?![\\w(])");
    private static final Pattern STRING = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private final Path folder;
    private final Expressions expressions;
    private final List<Remark> remarks = new ArrayList<>();

    /**
     * A reader.
     *
     * @param folder the folder with a folder for each language
     */
    public Lint(Path folder, Expressions expressions) {
        this.folder = folder;
        this.expressions = expressions;
    }

    /** Reads the exercises with these ids, all if none is named, and gives the remarks in the order of files and lines. */
    public List<Remark> run(List<String> ids) throws IOException {
        var originals = folder.resolve(Language.ENGLISH.code());
        if (!Files.isDirectory(originals)) {
            throw new IOException(originals + ": there is no such folder; name the folder that holds "
                    + Language.ENGLISH.code() + "/LESSON/ID.adoc");
        }
        var found = new TreeSet<String>();
        for (var file : files(originals)) {
            var id = String.valueOf(file.getFileName()).replace(ENDING, "");
            found.add(id);
            if (ids.isEmpty() || ids.contains(id)) {
                var text = ExerciseText.read(file);
                original(text);
                for (var language : Language.values()) {
                    if (language != Language.ENGLISH) {
                        var other = folder.resolve(language.code()).resolve(originals.relativize(file));
                        new TranslationLint(text, other, remarks).run();
                    }
                }
            }
        }
        for (var id : ids) {
            if (!found.contains(id)) {
                throw new IllegalArgumentException(
                        "there is no exercise \"" + id + "\" in " + originals + Suggestion.among(found, id));
            }
        }
        remarks.sort(
                Comparator.comparing(Remark::file).thenComparing(Remark::line).thenComparing(Remark::column));
        return List.copyOf(remarks);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    private void original(ExerciseText text) {
        var sample = new Sample(text);
        var used = new TreeSet<>(sample.used());
        for (var piece : text.pieces()) {
            references(text, piece, sample, used);
            if (piece.kind().equals("check")) {
                expression(text, piece, piece.expression(), sample, used);
            }
            piece.attribute("when").ifPresent(when -> expression(text, piece, when, sample, used));
        }
        shown(text, sample);
        for (var name : sample.values().keySet()) {
            if (!used.contains(name)) {
                var row = text.header().get("param-" + name);
                fault(text, row == null ? 1 : row.number(), 1, "the parameter '" + name + "' is used nowhere");
            }
        }
        noticed(text);
    }

    /** Facts that do not exist, and sentences that are none. */
    private void expression(ExerciseText text, Piece piece, String expression, Sample sample, Set<String> used) {
        used.addAll(names(expression, sample));
        try {
            expressions.condition(expression, sample.values());
        } catch (MistakeException e) {
            var mistake = e.mistake();
            var before = expression.substring(0, mistake.offset());
            var row = (int) before.lines().count() - (before.isEmpty() || before.endsWith("\n") ? 0 : 1);
            var inRow = mistake.offset() - (before.lastIndexOf('\n') + 1);
            var rows = piece.words();
            if (piece.kind().equals("check") && row < rows.size()) {
                var line = rows.get(row);
                var indent = line.text().length() - line.text().stripLeading().length();
                fault(text, line.number(), inRow + 1 + (row == 0 ? indent : 0), mistake.explanation());
            } else {
                fault(
                        text,
                        piece.line(),
                        piece.head().indexOf(expression) + mistake.offset() + 1,
                        mistake.explanation());
            }
        }
    }

    /** Parameters in text that nobody declared. */
    private void references(ExerciseText text, Piece piece, Sample sample, Set<String> used) {
        var rows = new ArrayList<>(piece.read(true));
        rows.addAll(piece.code());
        for (var row : rows) {
            var matcher = Values.REFERENCE.matcher(row.text());
            while (matcher.find()) {
                var name = matcher.group(1);
                used.add(name);
                if (!sample.values().containsKey(name)) {
                    var column = row.number() == piece.line() ? piece.head().indexOf(matcher.group()) : matcher.start();
                    fault(
                            text,
                            row.number(),
                            Math.max(0, column) + 1,
                            "no parameter is called '" + name + "'"
                                    + Suggestion.among(sample.values().keySet(), name));
                }
            }
        }
    }

    /** What a check asks for and no learner is told. */
    private void shown(ExerciseText text, Sample sample) {
        var seen = new TreeSet<String>();
        text.of("text").forEach(piece -> piece.references(true).forEach(name -> seen.addAll(sample.with(name))));
        text.of("check").forEach(piece -> piece.references(true).forEach(name -> seen.addAll(sample.with(name))));
        for (var check : text.of("check")) {
            for (var name : names(check.expression(), sample)) {
                if (!sample.known(name, seen)) {
                    fault(
                            text,
                            check.line(),
                            1,
                            "the check '" + check.id() + "' asks for '" + name
                                    + "', and neither the instructions nor a label show {" + name + "}");
                }
            }
        }
    }

    /** A check that no wrong attempt fails could be left out, and nobody would notice. */
    private void noticed(ExerciseText text) {
        var failed = new TreeSet<String>();
        text.of("wrong")
                .forEach(wrong -> wrong.attribute("fails").ifPresent(f -> failed.addAll(List.of(f.split("\\s+")))));
        var checks = text.of("check").stream().map(Piece::id).toList();
        for (var check : text.of("check")) {
            if (!failed.contains(check.id())) {
                remarks.add(new Remark(
                        text.file(),
                        check.line(),
                        1,
                        false,
                        "no wrong attempt fails the check '" + check.id()
                                + "': nothing would notice if it were left out"));
            }
        }
        for (var wrong : text.of("wrong")) {
            for (var id :
                    wrong.attribute("fails").map(f -> List.of(f.split("\\s+"))).orElse(List.of())) {
                if (!checks.contains(id)) {
                    fault(
                            text,
                            wrong.line(),
                            wrong.head().indexOf(id) + 1,
                            "there is no check '" + id + "'" + Suggestion.among(checks, id));
                }
            }
        }
    }

    private static Set<String> names(String expression, Sample sample) {
        var names = new TreeSet<String>();
        var matcher = WORD.matcher(STRING.matcher(expression).replaceAll("''"));
        while (matcher.find()) {
            if (sample.values().containsKey(matcher.group(1))) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private void fault(ExerciseText text, int line, int column, String message) {
        remarks.add(new Remark(text.file(), line, column, true, message));
    }
}
