package lab.runtime.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lab.runtime.image.Digest;

/** Remembers what it was told of a transfer. */
final class Steps implements Progress {

    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void step(Digest layer, Step step) {
        steps.add(layer.shortHex() + " " + step);
    }

    @Override
    public void bytes(Digest layer, long done, long total) {
        if (done > total) {
            steps.add(layer.shortHex() + " OVERFLOW");
        }
    }

    long count(Step step) {
        synchronized (steps) {
            return steps.stream().filter(one -> one.endsWith(" " + step)).count();
        }
    }
}
