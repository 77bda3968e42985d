package lab.runtime.build;

import java.util.List;
import java.util.Optional;

/** What was probably meant by a misspelt word. */
final class Guess {

    private Guess() {}

    /** The known word that is least far away, if it is near at all. */
    static Optional<String> of(String word, List<String> known) {
        var best = Optional.<String>empty();
        var least = Math.max(1, word.length() / 3) + 1;
        for (var candidate : known) {
            var distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** How many letters have to be put in, left out, changed, or swapped with the next. */
    private static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
