package lab.runtime.file;

/**
 * What became of a file in a container, beside its image.
 *
 * @param kind whether it was changed, added or deleted
 * @param path absolute, a character for each byte
 */
public record Change(Kind kind, String path) {

    /** The kinds, in the order of Docker's numbers for them. */
    public enum Kind {
        /** Content, owner or permissions are others; of a directory also if something in it is. */
        CHANGED("C"),
        /** It is not in the image. */
        ADDED("A"),
        /** It was in the image. */
        DELETED("D");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** How lists show it. */
        public String letter() {
            return letter;
        }
    }

    /** The path as text for people. */
    public String shown() {
        return RawText.shown(path);
    }
}
