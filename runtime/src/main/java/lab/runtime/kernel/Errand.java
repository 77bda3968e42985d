package lab.runtime.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A short script that is run to its end for its results, such as a look at a namespace from inside. */
public final class Errand {

    private static final int SIGKILL = 9;

    private Errand() {}

    /**
     * Runs a script and waits for it.
     *
     * @param files what it has as descriptors 4, 5 and so on; 0, 1 and 2 lead nowhere, 3 is the trace
     * @param name what it is called in the process list while it runs
     * @param millis how long it may take; then it is killed
     * @return its trace, complete
     * @throws ErrnoException if it can't be started, or one of its calls failed; the message names that call
     * @throws IOException if it did not come to its end in time
     */
    public static Trace run(Script script, List<Fd> files, String name, long millis) throws IOException {
        var kernel = Kernel.get();
        try (var file = kernel.memfd(name);
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var trace = Trace.create(file, script);
            var fds = new ArrayList<>(List.of(none, none, none, file));
            fds.addAll(files);
            try (var child = Launcher.start(script, fds, false, name)) {
                var ended = child.await(millis);
                if (ended.isEmpty()) {
                    child.signal(SIGKILL);
                    child.await();
                    throw new IOException("script " + name + " did not end within " + millis + " ms");
                }
                throwIfFailed(script, trace);
                if (ended.get().exitCode() != 0) {
                    throw new IOException("script " + name + " ended with exit code "
                            + ended.get().exitCode());
                }
                return trace;
            }
        }
    }

    private static void throwIfFailed(Script script, Trace trace) throws ErrnoException {
        var failed = trace.failed();
        if (failed.isPresent()) {
            var error =
                    trace.outcome(failed.getAsInt()).map(Trace.Outcome::error).orElseGet(OptionalInt::empty);
            throw new ErrnoException(script.shown(failed.getAsInt()), "", error.orElse(0));
        }
    }
}
