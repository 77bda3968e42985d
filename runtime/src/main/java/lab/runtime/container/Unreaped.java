package lab.runtime.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Child;
import lab.runtime.kernel.Kernel;

/** Monitors of containers that run by themselves: children of this JVM still, so it must take note of their end, or they stay as zombies. */
final class Unreaped implements AutoCloseable {

    private static final int POLLIN = 1;

    private final List<Child> children = new ArrayList<>();

    /** Takes over a child that nobody waits for. */
    synchronized void add(Child child) {
        children.add(child);
    }

    /** Lets go of those that have ended. */
    synchronized void reap() throws IOException {
        if (children.isEmpty()) {
            return;
        }
        var pidfds = children.stream().mapToInt(child -> child.pidfd().number()).toArray();
        var ready = Kernel.get().poll(pidfds, POLLIN, 0);
        for (var i = children.size() - 1; i >= 0; i--) {
            if (ready[i] != 0) {
                var child = children.remove(i);
                child.await();
                child.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        children.forEach(Child::close);
        children.clear();
    }
}
