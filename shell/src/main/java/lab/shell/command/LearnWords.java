package lab.shell.command;

import java.util.Set;

/** Words that show their own result, so that nothing has to be looked at after them. */
public final class LearnWords {

    private static final Set<String> WORDS = Set.of(
            "lesson",
            "lessons",
            "next",
            "back",
            "answer",
            "hint",
            "check",
            "why",
            "solution",
            "reset",
            "progress",
            "drill",
            "play",
            "help",
            "exit",
            "quit");

    private LearnWords() {}

    /** Whether a line begins with such a word. */
    public static boolean isOne(String line) {
        return WORDS.contains(line.strip().split("\\s+", 2)[0]);
    }
}
