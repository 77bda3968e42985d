package lab.exercises;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws values for the parameters of one exercise; what one parameter gets does not depend on the others, except that two never get the same name. */
final class Draws {
    private final Seed seed;
    private final Set<String> taken = new HashSet<>();

    Draws(Seed seed) {
        this.seed = seed;
    }

    /** A number from 0 to below the bound; 256 bits modulo the bound, so even but for less than 2^-190. */
    int below(int bound, String parameter) {
        return new BigInteger(1, seed.derive(parameter))
                .mod(BigInteger.valueOf(bound))
                .intValueExact();
    }

    /** Eight hexadecimal digits. */
    String token(String parameter) {
        return new BigInteger(1, seed.derive(parameter))
                .toString(16)
                .concat("00000000")
                .substring(0, 8);
    }

    /** A word of the list that no other parameter of this exercise has. */
    String word(List<String> words, String parameter) {
        List<String> left = new ArrayList<>(words);
        left.removeAll(taken);
        String word = left.get(below(left.size(), parameter));
        taken.add(word);
        return word;
    }
}
