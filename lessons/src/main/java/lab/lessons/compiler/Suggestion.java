package lab.lessons.compiler;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known words a wrong one was meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** A sentence for the end of a message: {@code ; did you mean 'check'?}, or the known words if none is near. */
    public static String among(Collection<String> known, String wrong) {
        Optional<String> nearest = known.stream()
                .filter(word -> distance(word, wrong) <= Math.min(wrong.length() - 1, Math.max(1, wrong.length() / 3)))
                .min(Comparator.<String>comparingInt(word -> distance(word, wrong))
                        .thenComparing(Comparator.naturalOrder()));
        if (nearest.isPresent()) {
            return "; did you mean '" + nearest.get() + "'?";
        }
        return known.isEmpty()
                ? ""
                : "; known: " + String.join(", ", known.stream().sorted().toList());
    }

    /** Edit distance (Levenshtein), with a swap of neighbours as one edit. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
