package lab.shell.homework;

import java.util.function.Consumer;
import lab.shell.session.Lab;

/** Runs lines of a submission as a lab's prompt would. */
public interface Prompt {

    /** Runs a line and gives its exit code. */
    int type(String line);

    /** Makes prompts. */
    interface Maker {
        /**
         * A prompt of a lab.
         *
         * @param unrun gets the words of what a submission may not do, and what is not run
         */
        Prompt at(Lab lab, Consumer<String> unrun);
    }
}
