package lab.shell.screen;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal for a while: a picture that can be drawn anew at any time, and keys. Only what differs from the picture before is sent, so nothing
 * flickers. What was on the screen is there again afterwards.
 */
public final class LiveScreen {

    /** Gives the lines of the picture. */
    public interface Picture {
        /** The lines for a screen of this size. */
        List<String> lines(int columns, int rows);
    }

    /** The key that leaves: q, Ctrl-C, Ctrl-D or Escape; it is not told to who listens. */
    private static final String QUIT = "quit";

    private static final long ESCAPE_MILLIS = 50;
    private static final String CLEAR = "\033[2J";
    private static final String CLEAR_REST = "\033[K";
    private static final String ROW = "\033[%d;1H";

    private final Terminal terminal;
    private final Picture picture;
    private List<String> drawn = List.of();
    private int columns;
    private int rows;
    private boolean shown;

    /** A screen on a terminal. */
    public LiveScreen(Terminal terminal, Picture picture) {
        this.terminal = terminal;
        this.picture = picture;
    }

    /** Draws the lines that have changed; any thread may ask for it. */
    public synchronized void refresh() {
        if (!shown) {
            return;
        }
        var text = new StringBuilder();
        var size = terminal.getSize();
        if (size.getColumns() != columns || size.getRows() != rows) {
            columns = size.getColumns();
            rows = size.getRows();
            drawn = List.of();
            text.append(CLEAR);
        }
        var lines = picture.lines(columns, rows);
        for (var row = 0; row < rows; row++) {
            var line = row < lines.size() ? lines.get(row) : "";
            if (row >= drawn.size() || !drawn.get(row).equals(line)) {
                text.append(String.format(ROW, row + 1)).append(line);
                // At the last column the cursor stands on what was just written, and that would be cleared, too.
                if (Columns.width(line) < columns) {
                    text.append(CLEAR_REST);
                }
            }
        }
        drawn = List.copyOf(lines);
        terminal.writer().print(text);
        terminal.flush();
    }

    /**
     * Shows the picture until the learner leaves.
     *
     * @param keys told of each key: {@code up}, {@code down}, {@code left}, {@code right}, {@code pageup}, {@code pagedown}, {@code home}, {@code end},
     *     {@code tab}, {@code backtab}, or the character; false leaves
     */
    public void run(Predicate<String> keys) throws IOException {
        var before = terminal.enterRawMode();
        var onResize = terminal.handle(Terminal.Signal.WINCH, signal -> refresh());
        var hook = new Thread(this::leave, "lab-screen");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            enter();
            var reader = new BindingReader(terminal.reader());
            var map = map();
            while (true) {
                var key = reader.readBinding(map);
                if (key == null || key.equals(QUIT)) {
                    return;
                }
                if (!key.isEmpty() && !keys.test(key)) {
                    return;
                }
                refresh();
            }
        } finally {
            leave();
            terminal.handle(Terminal.Signal.WINCH, onResize);
            terminal.setAttributes(before);
            unhook(hook);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook does what it was there for.
            return;
        }
    }

    private synchronized void enter() {
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        columns = 0;
        shown = true;
        refresh();
    }

    private synchronized void leave() {
        if (shown) {
            shown = false;
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.keypad_local);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
        }
    }

    private KeyMap<String> map() {
        var map = new KeyMap<String>();
        map.setAmbiguousTimeout(ESCAPE_MILLIS);
        map.setNomatch("");
        map.setUnicode("");
        map.bind(QUIT, "q", KeyMap.ctrl('C'), KeyMap.ctrl('D'), KeyMap.esc());
        bind(map, "up", Capability.key_up, "A");
        bind(map, "down", Capability.key_down, "B");
        bind(map, "right", Capability.key_right, "C");
        bind(map, "left", Capability.key_left, "D");
        bind(map, "home", Capability.key_home, "H");
        bind(map, "end", Capability.key_end, "F");
        map.bind("pageup", "\033[5~");
        map.bind("pagedown", "\033[6~", " ");
        map.bind("tab", "\t");
        map.bind("backtab", "\033[Z");
        for (var letter = '0'; letter <= 'z'; letter++) {
            if (letter != 'q' && Character.isLetterOrDigit(letter)) {
                map.bind(Character.toString(letter), Character.toString(letter));
            }
        }
        return map;
    }

    /** Terminals send an arrow in one of two ways, whatever their description says. */
    private void bind(KeyMap<String> map, String name, Capability capability, String letter) {
        var described = KeyMap.key(terminal, capability);
        if (described != null) {
            map.bind(name, described);
        }
        map.bind(name, "\033[" + letter, "\033O" + letter);
    }
}
