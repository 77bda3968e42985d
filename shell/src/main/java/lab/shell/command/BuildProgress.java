package lab.shell.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import lab.runtime.build.BuildListener;

/**
 * Shows how a build goes on: a line for each step, how it was come by, and what its command prints. At a terminal a line below tells how
 * long the step already takes; without one there are only lines that stay.
 */
final class BuildProgress implements BuildListener, AutoCloseable {

    private static final String ARROW = " ---> ";
    private static final long SHOWN_MILLIS = 100;
    private static final double NANOS = 1e9;

    private final Session session;
    private final PrintWriter out;
    private final boolean quiet;
    private final boolean live;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread clock;
    private long begun = System.nanoTime();
    private boolean working;
    private boolean shown;
    private boolean closed;

    BuildProgress(Session session, PrintWriter out, boolean quiet) {
        this.session = session;
        this.out = out;
        this.quiet = quiet;
        var settings = session.lab().settings();
        this.live = settings.interactive() && !settings.plain() && session.terminal() != null;
        this.clock = new Thread(this::tick, "build-clock");
        clock.setDaemon(true);
        if (live && !quiet) {
            clock.start();
        }
    }

    @Override
    public synchronized void step(int number, int count, String text) {
        line(session.lab().say("build.step", number, count, session.theme().strong(text)));
        begun = System.nanoTime();
        kept.reset();
    }

    @Override
    public synchronized void hit() {
        line(ARROW + session.lab().say("build.hit"));
    }

    @Override
    public synchronized void miss(String reason) {
        line(ARROW + session.lab().say("build.miss", reason));
        working = true;
    }

    @Override
    public synchronized void output(byte[] bytes, int length) {
        if (quiet) {
            kept.write(bytes, 0, length);
            return;
        }
        wipe();
        out.flush();
        try {
            session.console().bytes().write(bytes, 0, length);
            session.console().bytes().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the output of the command cannot be shown: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void done(String id) {
        var time = working ? "  " + time() : "";
        working = false;
        line(ARROW + id + session.theme().quiet(time));
    }

    @Override
    public synchronized void warning(String text) {
        line(session.lab().say("build.warning", text));
    }

    private void line(String text) {
        if (!quiet) {
            wipe();
            out.println(text);
            out.flush();
        }
    }

    private String time() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begun) / NANOS);
    }

    private void wipe() {
        if (shown) {
            out.print("\r\033[K");
            shown = false;
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(SHOWN_MILLIS);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    if (working) {
                        out.print("\r\033[K" + session.theme().quiet(" ... " + time()));
                        out.flush();
                        shown = true;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a command has printed that failed is shown, even if nothing else is. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            wipe();
            if (working && kept.size() > 0) {
                session.console().err().print(kept.toString(StandardCharsets.UTF_8));
                session.console().err().flush();
            }
            out.flush();
        }
    }
}
