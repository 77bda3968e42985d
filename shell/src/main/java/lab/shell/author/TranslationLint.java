package lab.shell.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import lab.lessons.compiler.Suggestion;

/** Compares a translation with its original: parts that are missing, parameters that only one of them names, and an original that has changed since. */
final class TranslationLint {

    /** The line of a translation's header that holds the original's stamp. */
    static final String STAMP = "original";

    private final ExerciseText original;
    private final Path file;
    private final List<Remark> remarks;

    TranslationLint(ExerciseText original, Path file, List<Remark> remarks) {
        this.original = original;
        this.file = file;
        this.remarks = remarks;
    }

    void run() throws IOException {
        if (!Files.isRegularFile(file)) {
            add(1, true, "the translation of " + original.file() + " is missing");
            return;
        }
        var translation = ExerciseText.read(file);
        stamp(translation);
        var names = original.pieces().stream().map(Piece::name).toList();
        for (var piece : original.pieces()) {
            var other = translation.piece(piece.name());
            if (other.isEmpty()) {
                add(1, true, "the translation of [" + piece.name() + "] is missing");
            } else {
                parameters(piece, other.get());
            }
        }
        for (var piece : translation.pieces()) {
            if (!names.contains(piece.name())) {
                add(
                        piece.line(),
                        true,
                        "the original has no [" + piece.name() + "]" + Suggestion.among(names, piece.name()));
            }
        }
    }

    private void parameters(Piece piece, Piece other) {
        var here = other.references(false);
        var there = piece.references(true);
        var missing = new TreeSet<>(there);
        missing.removeAll(here);
        for (var name : missing) {
            add(other.line(), true, "[" + piece.name() + "] does not name {" + name + "}, and the original does");
        }
        var extra = new TreeSet<>(here);
        extra.removeAll(there);
        for (var name : extra) {
            add(other.line(), true, "[" + piece.name() + "] names {" + name + "}, and the original does not");
        }
    }

    private void stamp(ExerciseText translation) {
        var row = translation.header().get(STAMP);
        var now = original.stamp();
        if (row == null) {
            add(1, false, "it does not say which original it translates: add the line :" + STAMP + ": " + now);
        } else if (!row.text().equals(now)) {
            add(
                    row.number(),
                    true,
                    "the original has changed since it was translated; look at both, then say :" + STAMP + ": " + now);
        }
    }

    private void add(int line, boolean fault, String message) {
        remarks.add(new Remark(file, line, 1, fault, message));
    }
}
