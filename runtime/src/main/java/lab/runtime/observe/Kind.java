package lab.runtime.observe;

/** The type of a single fact's value. */
public enum Kind {
    /** A {@code String}. */
    TEXT("text"),
    /** A {@code Long}. */
    NUMBER("a number"),
    /** A {@code Boolean}. */
    FLAG("true or false"),
    /** A list of {@code String}. */
    TEXTS("a list of text"),
    /** A list of {@code Long}. */
    NUMBERS("a list of numbers");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /**
     * The type in words.
     *
     * @return words that fit after "is", such as {@code a number}
     */
    public String words() {
        return words;
    }
}
