package lab.shell.author;

import lab.shell.session.Lab;

/** Types lines at a lab's prompt. */
public interface Typist {

    /** Runs a line and gives its exit code. */
    int type(String line);

    /** Makes typists. */
    interface Office {
        /** A typist at the prompt of a lab. */
        Typist at(Lab lab);
    }
}
