package lab.runtime.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * @param owned what is to be closed here once the script runs
 */
record Detached(Stdio stdio, @Nullable Fd heldOpen, List<Fd> owned) implements AutoCloseable {

    private static final int MODE = 0600;

    /** Streams that stay their owner's. */
    static Detached of(Stdio stdio) {
        return new Detached(stdio, null, List.of());
    }

    /** Output to a log; input that ends at once or, if asked for, never. */
    static Detached open(Path log, boolean stdin) throws ErrnoException {
        var kernel = Kernel.get();
        var flags = OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_CREAT;
        var out = kernel.open(log.toString(), flags, MODE);
        var owned = new ArrayList<Fd>(List.of(out));
        if (stdin) {
            var pipe = kernel.pipe();
            owned.add(pipe.get(0));
            return new Detached(new Stdio(pipe.get(0), out, out), pipe.get(1), owned);
        }
        var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
        owned.add(none);
        return new Detached(new Stdio(none, out, out), null, owned);
    }

    @Override
    public void close() {
        owned.forEach(Fd::close);
    }
}
