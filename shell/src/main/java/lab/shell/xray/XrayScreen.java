package lab.shell.xray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.observe.Changes;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Scope;
import lab.shell.screen.Columns;
import lab.shell.screen.LiveScreen;
import lab.shell.screen.Theme;
import org.jline.terminal.Terminal;

/** The picture on a terminal: drawn anew when something has changed, all of it or one panel at a time. */
public final class XrayScreen {

    /** Processes and mounts announce changes; what is used has to be looked at. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    private static final long BREATH_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 2000;
    private static final int FRAME = 4;
    private static final long NANOS_IN_MICRO = 1000;

    private final Scope scope;
    private final String only;
    private final Theme theme;
    private final UnaryOperator<String> words;
    private final LiveScreen screen;
    private volatile boolean closed;
    private Flow flow;
    private long taken;
    private String fault = "";
    private int page;
    private int offset;
    private int shift;
    private int longest;
    private int room = 1;

    /**
     * A picture.
     *
     * @param only the container that is looked at; empty for all
     * @param words the lab's own words by key
     */
    public XrayScreen(Terminal terminal, Scope scope, String only, Theme theme, UnaryOperator<String> words) {
        this.scope = scope;
        this.only = only;
        this.theme = theme;
        this.words = words;
        this.screen = new LiveScreen(terminal, this::lines);
        this.flow = Flow.of(SightReader.take(Facts.of(scope), only));
        this.taken = System.nanoTime();
    }

    /** Shows it until the learner leaves. */
    public void run() throws IOException {
        var changes = Changes.of(scope);
        var collector = new Thread(() -> collect(changes), "lab-xray");
        collector.setDaemon(true);
        collector.start();
        try {
            screen.run(this::key);
        } finally {
            closed = true;
            changes.wake();
            end(collector);
        }
    }

    /** It is asked to end and not interrupted, which would close the file that it reads just then. */
    private static void end(Thread collector) {
        try {
            collector.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect(Changes changes) {
        try (changes) {
            while (!closed) {
                changes.await(BEAT);
                if (!closed) {
                    look();
                }
                Thread.sleep(BREATH_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ErrnoException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void look() {
        try {
            var now = SightReader.take(Facts.of(scope), only);
            var nanos = System.nanoTime();
            if (take(now, nanos)) {
                screen.refresh();
            }
        } catch (UncheckedIOException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    /** Takes a new sight; false if it shows what the one before has shown. */
    private synchronized boolean take(Sight now, long nanos) {
        var next = new Flow(flow.now(), now, (nanos - taken) / NANOS_IN_MICRO);
        var same = now.equals(flow.now()) && flow.now().equals(flow.before()) && fault.isEmpty();
        flow = next;
        taken = nanos;
        fault = "";
        return !same;
    }

    private void tell(String text) {
        synchronized (this) {
            fault = text;
        }
        screen.refresh();
    }

    private synchronized boolean key(String key) {
        var pages = Panel.values().length + 1;
        switch (key) {
            case "tab" -> turn((page + 1) % pages);
            case "backtab" -> turn((page + pages - 1) % pages);
            case "up", "k" -> offset--;
            case "down", "j" -> offset++;
            case "pageup" -> offset -= room;
            case "pagedown" -> offset += room;
            case "home", "g" -> offset = 0;
            case "end", "G" -> offset = longest;
            case "left" -> shift = Math.max(0, shift - 1);
            case "right" -> shift = Math.min(Math.max(0, flow.now().members().size() - 1), shift + 1);
            default -> {
                if (key.matches("[0-4]")) {
                    turn(Integer.parseInt(key));
                }
            }
        }
        offset = Math.max(0, Math.min(offset, longest - room));
        return true;
    }

    private void turn(int next) {
        page = next;
        offset = 0;
    }

    private synchronized List<String> lines(int columns, int rows) {
        var pen = new Pen(theme, columns, shift);
        var body = new ArrayList<String>();
        for (var panel : Panel.values()) {
            if (page == 0 || page == panel.ordinal() + 1) {
                if (page == 0) {
                    body.add(heading(panel, columns));
                }
                body.addAll(panel.lines(flow, pen));
                body.add("");
            }
        }
        longest = body.size() - 1;
        room = Math.max(1, rows - FRAME);
        offset = Math.max(0, Math.min(offset, longest - room));
        var shown = body.subList(offset, Math.min(longest, offset + room));
        var lines = new ArrayList<String>();
        lines.add(Columns.apart(theme.strong("xray" + (only.isEmpty() ? "" : " " + only)), tabs(), columns));
        lines.add(theme.rule(columns));
        lines.addAll(shown);
        while (lines.size() < rows - 2) {
            lines.add("");
        }
        lines.add(theme.rule(columns));
        var more = longest > room ? offset + 1 + "-" + Math.min(longest, offset + room) + " / " + longest : "";
        var help = fault.isEmpty() ? theme.quiet(words.apply("xray.keys")) : theme.strong(fault);
        lines.add(Columns.apart(Columns.cut(help, columns - more.length() - 2), theme.quiet(more), columns));
        return lines;
    }

    private String heading(Panel panel, int columns) {
        return theme.strong(panel.title()) + " "
                + theme.rule(Math.max(0, columns - panel.title().length() - 1));
    }

    private String tabs() {
        var tabs = new ArrayList<String>();
        tabs.add(tab(0, "all"));
        for (var panel : Panel.values()) {
            tabs.add(tab(panel.ordinal() + 1, panel.title()));
        }
        return String.join(" ", tabs);
    }

    /** Brackets say which one it is also where there is no colour. */
    private String tab(int number, String title) {
        var text = number + " " + title;
        return number == page ? theme.accent("[" + text + "]") : theme.quiet(" " + text + " ");
    }
}
