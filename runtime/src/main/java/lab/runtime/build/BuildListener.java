package lab.runtime.build;

/** Hears how a build goes on. */
public interface BuildListener {

    /** A step begins. */
    void step(int number, int count, String text);

    /** It was built before, and is taken from there. */
    void hit();

    /** It has to be built, and why. */
    void miss(String reason);

    /** Its command has printed something. */
    void output(byte[] bytes, int length);

    /** It is done; the short form of what it came to. */
    void done(String id);

    /** Something that may be a mistake. */
    void warning(String text);
}
