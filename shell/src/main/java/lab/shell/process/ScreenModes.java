package lab.shell.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a program has changed in the terminal and not changed back, read from what it printed: DEC private modes, colours and character
 * sets as in xterm's control sequences. A program that is killed leaves them as they are.
 */
final class ScreenModes {

    /** Modes that are on in a terminal that nobody has touched: autowrap and the cursor. */
    private static final Set<Integer> ON_AT_FIRST = Set.of(7, 25);

    /** Modes that are safe to switch: cursor keys, alternate screens, mouse reports, focus reports, bracketed paste. */
    private static final Set<Integer> KNOWN =
            Set.of(1, 7, 9, 25, 47, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1048, 1049, 2004);

    private static final int LONGEST = 64;

    private final Map<Integer, Boolean> modes = new TreeMap<>();
    private final StringBuilder sequence = new StringBuilder();
    private boolean coloured;
    private boolean keypad;
    private boolean characters;

    /** Takes notice of bytes that were printed. */
    void saw(byte[] bytes, int count) {
        for (var i = 0; i < count; i++) {
            saw((char) (bytes[i] & 0xff));
        }
    }

    /** What brings the terminal back to how a shell wants it; empty if nothing was changed. */
    String restore() {
        var text = new StringBuilder();
        modes.forEach((mode, on) -> {
            if (on != ON_AT_FIRST.contains(mode)) {
                text.append("\033[?").append(mode).append(on ? 'l' : 'h');
            }
        });
        if (keypad) {
            text.append("\033>");
        }
        if (characters) {
            text.append("\033(B\017");
        }
        if (coloured) {
            text.append("\033[0m");
        }
        return text.toString();
    }

    private void saw(char c) {
        if (c == '\033') {
            sequence.setLength(0);
            sequence.append(c);
        } else if (c == '\016') {
            characters = true;
        } else if (!sequence.isEmpty()) {
            sequence.append(c);
            if (ends(c)) {
                take(sequence.toString());
                sequence.setLength(0);
            }
        }
    }

    private boolean ends(char c) {
        if (sequence.length() == 2) {
            return c != '[' && c != '(';
        }
        return sequence.charAt(1) == '(' || c >= '@' || sequence.length() > LONGEST;
    }

    private void take(String whole) {
        if (whole.equals("\033=") || whole.equals("\033>")) {
            keypad = whole.endsWith("=");
        } else if (whole.startsWith("\033(")) {
            characters = !whole.endsWith("B");
        } else if (whole.startsWith("\033[?") && (whole.endsWith("h") || whole.endsWith("l"))) {
            privateModes(whole.substring(3, whole.length() - 1), whole.endsWith("h"));
        } else if (whole.startsWith("\033[") && whole.endsWith("m")) {
            var numbers = whole.substring(2, whole.length() - 1);
            coloured = !numbers.matches("(.*;)?0*");
        }
    }

    private void privateModes(String numbers, boolean on) {
        for (var number : numbers.split(";")) {
            if (number.matches("[0-9]{1,4}") && KNOWN.contains(Integer.parseInt(number))) {
                modes.put(Integer.parseInt(number), on);
            }
        }
    }
}
