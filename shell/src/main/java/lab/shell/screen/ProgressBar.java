package lab.shell.screen;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A bar that grows on a line of its own and goes when it is closed. Where nobody watches there is none. */
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 40;
    private static final long STEP_MILLIS = 200;
    private static final String CLEAR = "\r\033[K";

    private final Theme theme;
    private final PrintWriter out;
    private final DoubleSupplier part;
    private final Thread painter;

    private ProgressBar(Theme theme, PrintWriter out, DoubleSupplier part) {
        this.theme = theme;
        this.out = out;
        this.part = part;
        this.painter = new Thread(this::paint, "lab-progress");
        painter.setDaemon(true);
        painter.start();
    }

    /**
     * A bar of what is done.
     *
     * @param out the terminal, null if there is none
     * @param part how much is done, from 0 to 1
     */
    public static @Nullable ProgressBar of(Theme theme, @Nullable PrintWriter out, DoubleSupplier part) {
        return out == null ? null : new ProgressBar(theme, out, part);
    }

    private void paint() {
        try {
            while (true) {
                var done = part.getAsDouble();
                out.print("\r" + theme.progress(done, WIDTH) + String.format(Locale.ROOT, " %3.0f %%", 100 * done));
                out.flush();
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.print(CLEAR);
        out.flush();
    }
}
