package lab.runtime.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Child;

/** Monitors of containers that run by themselves: children of this JVM still, so it must take note of their end, or they stay as zombies. */
final class Unreaped implements AutoCloseable {

    private final List<Child> children = new ArrayList<>();

    /** Takes over a child that nobody waits for. */
    synchronized void add(Child child) {
        children.add(child);
    }

    /** Lets go of those that have ended. */
    synchronized void reap() throws IOException {
        var all = children.iterator();
        while (all.hasNext()) {
            var child = all.next();
            if (child.await(0).isPresent()) {
                child.close();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        children.forEach(Child::close);
        children.clear();
    }
}
