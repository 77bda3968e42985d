package lab.runtime.build;

import java.util.List;

/**
 * An instruction as it is written: lines that end in the escape character are joined, remarks are left out.
 *
 * @param text the joined line
 * @param pieces where its parts stand in the file
 * @param heredocs the lines that belong to it
 */
record LogicalLine(String text, List<Piece> pieces, List<Heredoc> heredocs) {

    /**
     * A part of it that was one line of the file.
     *
     * @param offset where it begins in the joined line
     */
    record Piece(int offset, Position at) {}

    /** Where a character of the joined line stands in the file. */
    Position at(int offset) {
        var found = pieces.get(0);
        for (var piece : pieces) {
            if (piece.offset <= offset) {
                found = piece;
            }
        }
        return found.at.plus(offset - found.offset);
    }
}
