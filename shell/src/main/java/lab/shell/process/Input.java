package lab.shell.process;

/** What a process reads from its standard input. */
public sealed interface Input {

    /** Nothing. */
    record None() implements Input {}

    /** What the lab itself would read. */
    record Own() implements Input {}

    /** Some text. */
    record Text(byte[] bytes) implements Input {}
}
