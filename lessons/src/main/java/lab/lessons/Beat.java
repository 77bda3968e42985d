package lab.lessons;

import java.util.List;
import java.util.Optional;

/** One beat of a step: the shell shows it and goes on to the next beat at once, or waits for the learner. */
public sealed interface Beat {
    /** Something to read; the walk goes on at once. */
    record Tell(List<Block> blocks) implements Beat {
        /** Copies the list. */
        public Tell {
            blocks = List.copyOf(blocks);
        }
    }

    /** A question; the walk waits for {@code answer VALUE}, then shows the reply. */
    record Predict(Question question, List<Reply> replies) implements Beat {
        /** Copies the list. */
        public Predict {
            replies = List.copyOf(replies);
        }

        /** What is shown after an answer: the reply to just this choice and then the reply to any answer, as far as they exist. */
        public List<Block> reply(String letter) {
            return replies.stream()
                    .filter(reply ->
                            reply.letter().isEmpty() || reply.letter().get().equals(letter))
                    .flatMap(reply -> reply.blocks().stream())
                    .toList();
        }
    }

    /** What is said to one choice, or to any answer if no letter is given; the ones with a letter come first. */
    record Reply(Optional<String> letter, List<Block> blocks) {
        /** Copies the list. */
        public Reply {
            blocks = List.copyOf(blocks);
        }
    }

    /** Lines to type, one after another; the walk waits until each was run (a variation with the same first word counts). */
    record Do(List<String> lines) implements Beat {
        /** Copies the list. */
        public Do {
            lines = List.copyOf(lines);
        }
    }

    /** An exercise, named by its id; the walk waits until it is passed or skipped. */
    record Practice(String exercise) implements Beat {}
}
