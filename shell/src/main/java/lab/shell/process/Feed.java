package lab.shell.process;

import java.io.IOException;
import java.util.Arrays;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;

/** Writes text into a pipe, on a thread of its own, and closes it. */
final class Feed {

    private static final int SIZE = 4096;

    private Feed() {}

    static void start(byte[] text, Fd to) {
        var thread = new Thread(() -> write(text, to), "lab-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(byte[] text, Fd to) {
        try (to) {
            for (var at = 0; at < text.length; at += SIZE) {
                Kernel.get().write(to, Arrays.copyOfRange(text, at, Math.min(text.length, at + SIZE)));
            }
        } catch (IOException e) {
            // The reader has ended before it read all, as head(1) does; nobody misses the rest.
            return;
        }
    }
}
