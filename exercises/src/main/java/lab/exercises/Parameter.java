package lab.exercises;

import java.util.List;

/** A thing that differs from learner to learner; {@code {name}} in text and {@code name} in an expression stand for it. */
public sealed interface Parameter {
    /** Its name: lower-case letters and digits. */
    String name();

    /** One of a few words, sizes or numbers. */
    record OneOf(String name, List<String> values) implements Parameter {
        /** Copies the list. */
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A whole number from one to another, both possible, in steps. */
    record Range(String name, int from, int to, int step) implements Parameter {
        /** Checks the order. */
        public Range {
            if (from > to || step < 1) {
                throw new IllegalArgumentException("range " + from + ".." + to + " step " + step
                        + ": the first must not be above the second, the step not below 1");
            }
        }
    }

    /** A short word that is fit for a host or a container; all in one exercise differ. */
    record Name(String name) implements Parameter {}

    /** A TCP port that no system service uses: 20000 to 32000, below the range of short-lived ports. */
    record Port(String name) implements Parameter {}

    /** Eight hexadecimal digits that nobody would type by chance. */
    record Token(String name) implements Parameter {}

    /** An IPv4 subnet such as {@code 10.83.12.0/24}; {@code {name:1}} is its first address. */
    record Subnet(String name) implements Parameter {}

    /** Text made of the parameters declared before it: {@code sleep {secs}}. */
    record From(String name, String template) implements Parameter {}
}
