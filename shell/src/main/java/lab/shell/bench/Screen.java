package lab.shell.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.runtime.kernel.Child;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;

/** A terminal of 80x24 that a program is started in, to see how long it takes to show something. */
final class Screen implements AutoCloseable {

    private static final long TIOCSPTLCK = 0x40045431;
    private static final long TIOCGPTN = 0x80045430;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int POLLIN = 1;
    private static final int SIGKILL = 9;
    private static final long PATIENCE = 30_000;

    private final String line;
    private final Fd master;
    private final Child child;
    private final byte[] bytes = new byte[4096];
    private String rest = "";
    private boolean left;

    private Screen(String line, Fd master, Child child) {
        this.line = line;
        this.master = master;
        this.child = child;
    }

    /** Starts a shell line in a terminal. */
    static Screen open(String line) throws IOException {
        var kernel = Kernel.get();
        var master = kernel.open("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0);
        try {
            kernel.ioctl(master, TIOCSPTLCK, new byte[4]);
            var number = ByteBuffer.wrap(kernel.ioctl(master, TIOCGPTN, new byte[4]))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            var size = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 24)
                    .putShort((short) 80);
            kernel.ioctl(master, TIOCSWINSZ, size.array());
            try (var slave = kernel.open("/dev/pts/" + number, OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0)) {
                var child = Launcher.start("/bin/sh", List.of("sh", "-c", line), List.of(slave, slave, slave), true);
                return new Screen(line, master, child);
            }
        } catch (IOException e) {
            master.close();
            throw e;
        }
    }

    /** How long it takes from the start of a shell line until a text is on the screen, in nanoseconds. */
    static long until(String text, String line) throws IOException {
        var start = System.nanoTime();
        try (var screen = open(line)) {
            screen.await(text);
            return System.nanoTime() - start;
        }
    }

    /** Presses keys. */
    void press(String keys) throws IOException {
        Kernel.get().write(master, keys.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for a text behind those that were waited for before. */
    void await(String text) throws IOException {
        var kernel = Kernel.get();
        var seen = new StringBuilder(rest);
        while (seen.indexOf(text) < 0) {
            if (kernel.poll(new int[] {master.number()}, POLLIN, PATIENCE)[0] == 0) {
                throw new IOException("\"" + text + "\" did not come from: " + line + "\n" + seen);
            }
            seen.append(new String(bytes, 0, kernel.read(master, bytes), StandardCharsets.UTF_8));
        }
        rest = seen.substring(seen.indexOf(text) + text.length());
    }

    /** Presses the keys by which the program ends, and waits for its end. */
    void leave(String keys) throws IOException {
        press(keys);
        child.await();
        left = true;
    }

    @Override
    public void close() throws IOException {
        try (master;
                child) {
            if (!left) {
                child.signal(SIGKILL);
                child.await();
            }
        }
    }
}
