package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instruction of a Dockerfile, its variables not replaced yet. */
sealed interface Instruction {

    /** Where it stands. */
    Position at();

    /** The instruction as one line, as it is shown. */
    String text();

    /** A command: words that are run as they are, or a line for a shell. */
    record CommandLine(Optional<List<String>> words, String line) {

        /** The words to run. */
        List<String> run(List<String> shell) {
            if (words.isPresent()) {
                return words.get();
            }
            var all = new ArrayList<>(shell);
            all.add(line);
            return all;
        }
    }

    /** A word with a value. */
    record Pair(String key, Optional<String> value) {}

    /** Begins a stage. */
    record From(Position at, String text, String image, Optional<String> platform, Optional<String> name)
            implements Instruction {}

    /** Runs a command. */
    record Run(Position at, String text, CommandLine command, List<Heredoc> heredocs, Optional<String> network)
            implements Instruction {}

    /**
     * Copies files.
     *
     * @param add whether archives are unpacked
     * @param words sources and, as the last one, the place to copy to
     * @param exact whether the words were given as JSON
     */
    record Copy(
            Position at,
            String text,
            boolean add,
            String words,
            Optional<List<String>> exact,
            Map<String, String> flags,
            List<Heredoc> heredocs)
            implements Instruction {}

    /** Sets variables of the environment. */
    record Env(Position at, String text, List<Pair> pairs) implements Instruction {}

    /** Declares variables of the build. */
    record Arg(Position at, String text, List<Pair> pairs) implements Instruction {}

    /** Notes. */
    record Label(Position at, String text, List<Pair> pairs) implements Instruction {}

    /** Changes one setting: {@code WORKDIR}, {@code USER}, {@code STOPSIGNAL}, {@code MAINTAINER}. */
    record Setting(Position at, String text, String keyword, String value) implements Instruction {}

    /** Names ports or volumes. */
    record Names(Position at, String text, String keyword, String words, Optional<List<String>> exact)
            implements Instruction {}

    /** The usual command, the entry point, or the shell. */
    record Command(Position at, String text, String keyword, CommandLine command) implements Instruction {}

    /** How to tell whether a container is well. */
    record Health(Position at, String text, Optional<CommandLine> command, Map<String, String> flags)
            implements Instruction {}

    /** An instruction for a build on top of this one. */
    record OnBuild(Position at, String text, String instruction) implements Instruction {}
}
