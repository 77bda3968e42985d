package lab.lessons;

/** A rewriting of the words of a text; prose and code are told apart because a value is written differently in each. */
public interface Rewriting {
    /** Rewrites words of running text. */
    String prose(String text);

    /** Rewrites words that are typed or printed literally. */
    String code(String text);
}
