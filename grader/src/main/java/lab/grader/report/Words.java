package lab.grader.report;

/** Sentences in the reader's language. */
@FunctionalInterface
public interface Words {
    /**
     * Gives a sentence.
     *
     * @param key its name, such as {@code grade.wanted}
     * @param arguments what stands in its places
     * @return the sentence
     */
    String say(String key, Object... arguments);
}
