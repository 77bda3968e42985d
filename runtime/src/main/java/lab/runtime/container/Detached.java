package lab.runtime.container;

import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of a container about to start: those it was given, or a log for one that runs by itself.
 *
 * @param stdio the streams
 * @param heldOpen the other end of standard input, if someone must hold it open
 * @param output what the monitor copies to the log, if it does
 * @param owned what is to be closed here once the script runs
 */
record Detached(
        Stdio stdio, @Nullable Fd heldOpen, @Nullable Output output, List<Fd> owned) implements AutoCloseable {

    private static final int MODE = 0600;
    private static final int APPEND = OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_CREAT;

    /**
     * What a monitor copies, and where to.
     *
     * @param source the output's other end, or the socket that a terminal comes over
     * @param log gets the bytes
     * @param times gets, for each piece of the log, when it came and how long it is
     * @param terminal the end of the socket that the container sends its terminal over, if it has one
     */
    record Output(Fd source, Fd log, Fd times, @Nullable Fd terminal) {}

    /** Streams that stay their owner's. */
    static Detached of(Stdio stdio) {
        return new Detached(stdio, null, null, List.of());
    }

    /**
     * Output to a log; input that ends at once or, if asked for, never. Who has no PID namespace may leave processes that keep the output
     * open after the container's end, so its output goes to the log directly, and nobody notes the times.
     */
    static Detached open(ContainerFolder folder, ContainerSpec spec, boolean copied) throws ErrnoException {
        var kernel = Kernel.get();
        var owned = new ArrayList<Fd>();
        try {
            var log = own(owned, kernel.open(folder.log().toString(), APPEND, MODE));
            var none = own(owned, kernel.open("/dev/null", OpenFlags.O_RDWR, 0));
            if (!copied) {
                return spec.stdin()
                        ? withInput(log, null, owned)
                        : new Detached(new Stdio(none, log, log), null, null, owned);
            }
            var times = own(owned, kernel.open(folder.times().toString(), APPEND, MODE));
            if (spec.terminal()) {
                var pair = Descriptors.pair();
                owned.addAll(pair);
                var output = new Output(pair.get(0), log, times, pair.get(1));
                return new Detached(new Stdio(none, none, none), null, output, owned);
            }
            var pipe = kernel.pipe();
            owned.addAll(pipe);
            var output = new Output(pipe.get(0), log, times, null);
            return spec.stdin()
                    ? withInput(pipe.get(1), output, owned)
                    : new Detached(new Stdio(none, pipe.get(1), pipe.get(1)), null, output, owned);
        } catch (ErrnoException e) {
            owned.forEach(Fd::close);
            throw e;
        }
    }

    private static Detached withInput(Fd out, @Nullable Output output, List<Fd> owned) throws ErrnoException {
        var pipe = Kernel.get().pipe();
        owned.add(pipe.get(0));
        return new Detached(new Stdio(pipe.get(0), out, out), pipe.get(1), output, owned);
    }

    private static Fd own(List<Fd> owned, Fd fd) {
        owned.add(fd);
        return fd;
    }

    @Override
    public void close() {
        owned.forEach(Fd::close);
    }
}
