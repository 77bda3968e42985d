package lab.shell.process;

import java.io.IOException;
import lab.runtime.container.Running;
import lab.runtime.kernel.Kernel;

/**
 * A container that was left with Ctrl-P Ctrl-Q. Its terminal stays open as long as the lab runs, and what it prints is read, since a
 * program stops when its terminal is full; nobody sees it.
 */
final class Left implements Runnable {

    private static final int POLLIN = 1;
    private static final int SIZE = 8192;

    private final Running running;

    private Left(Running running) {
        this.running = running;
    }

    static void behind(Running running) {
        var thread = new Thread(new Left(running), "lab-left");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        var kernel = Kernel.get();
        var bytes = new byte[SIZE];
        try (running) {
            var master = running.terminal().orElseThrow();
            var fds = new int[] {running.ended().number(), master.number()};
            for (var ready = kernel.poll(fds, POLLIN, -1); ready[0] == 0; ready = kernel.poll(fds, POLLIN, -1)) {
                if (ready[1] != 0) {
                    kernel.read(master, bytes);
                }
            }
            running.await();
        } catch (IOException e) {
            // Its terminal is closed: the last process that used it is gone.
            return;
        }
    }
}
