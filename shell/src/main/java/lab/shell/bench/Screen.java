package lab.shell.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.OpenFlags;

/** A terminal of 80x24 that a program is started in, to see how long it takes to show something. */
final class Screen {

    private static final long TIOCSPTLCK = 0x40045431;
    private static final long TIOCGPTN = 0x80045430;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int POLLIN = 1;
    private static final int SIGKILL = 9;
    private static final long PATIENCE = 30_000;

    private Screen() {}

    /** How long it takes from the start of a shell line until a text is on the screen, in nanoseconds. */
    static long until(String text, String line) throws IOException {
        var kernel = Kernel.get();
        try (var master = kernel.open("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0)) {
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
                return run(master, slave, text, line);
            }
        }
    }

    private static long run(Fd master, Fd slave, String text, String line) throws IOException {
        var kernel = Kernel.get();
        var start = System.nanoTime();
        try (var child = Launcher.start("/bin/sh", List.of("sh", "-c", line), List.of(slave, slave, slave), true)) {
            try {
                var seen = new StringBuilder();
                var bytes = new byte[4096];
                while (seen.indexOf(text) < 0) {
                    if (kernel.poll(new int[] {master.number()}, POLLIN, PATIENCE)[0] == 0) {
                        throw new IOException("\"" + text + "\" did not come from: " + line + "\n" + seen);
                    }
                    var count = kernel.read(master, bytes);
                    seen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                }
                return System.nanoTime() - start;
            } finally {
                child.signal(SIGKILL);
                child.await();
            }
        }
    }
}
