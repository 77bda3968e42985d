package lab.shell.learn;

/** Compares a line that was run with the line that a step asked for. */
final class Lines {

    private Lines() {}

    /** Whether both begin with the same word: a variation of the line teaches as much as the line itself. */
    static boolean same(String typed, String asked) {
        return first(typed).equals(first(asked));
    }

    private static String first(String line) {
        return line.strip().split("\\s+", 2)[0];
    }
}
