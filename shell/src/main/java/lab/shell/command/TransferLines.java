package lab.shell.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.runtime.image.Digest;
import lab.runtime.registry.Progress;
import lab.shell.screen.Sizes;

/**
 * How a pull or a push goes, in Docker's words. At a terminal a line for each layer is painted over and over; many layers have one line
 * together. Elsewhere each step is a line.
 */
final class TransferLines implements Progress {

    private static final String UP_AND_CLEAR = "\033[%dA\033[J";
    private static final int BAR = 30;
    private static final int MOST_LINES = 12;
    private static final long PAINT_NANOS = 100_000_000;

    private final PrintWriter out;
    private final boolean live;
    private final boolean pull;
    private final Map<Digest, Layer> layers = new LinkedHashMap<>();
    private int painted;
    private long last;

    private TransferLines(PrintWriter out, boolean live, boolean pull) {
        this.out = out;
        this.live = live;
        this.pull = pull;
    }

    static TransferLines ofPull(PrintWriter out, boolean live) {
        return new TransferLines(out, live, true);
    }

    static TransferLines ofPush(PrintWriter out, boolean live) {
        return new TransferLines(out, live, false);
    }

    private static final class Layer {
        private Step step = Step.NEEDED;
        private long done;
        private long total;
    }

    @Override
    public synchronized void step(Digest digest, Step step) {
        layers.computeIfAbsent(digest, layer -> new Layer()).step = step;
        if (live) {
            paint();
        } else {
            out.println(digest.shortHex() + ": " + words(step));
            out.flush();
        }
    }

    @Override
    public synchronized void bytes(Digest digest, long done, long total) {
        var layer = layers.computeIfAbsent(digest, unseen -> new Layer());
        layer.done = done;
        layer.total = total;
        if (live && System.nanoTime() - last > PAINT_NANOS) {
            paint();
        }
    }

    /** All layers that were fetched are unpacked. */
    synchronized void unpacked() {
        for (var layer : List.copyOf(layers.keySet())) {
            if (layers.getOrDefault(layer, new Layer()).step == Step.DOWNLOADED) {
                step(layer, Step.PULLED);
            }
        }
    }

    private void paint() {
        last = System.nanoTime();
        if (painted > 0) {
            out.print(String.format(UP_AND_CLEAR, painted));
        }
        var lines = layers.size() > MOST_LINES ? List.of(together()) : each();
        lines.forEach(out::println);
        out.flush();
        painted = lines.size();
    }

    private List<String> each() {
        var lines = new ArrayList<String>();
        layers.forEach((digest, layer) -> lines.add(digest.shortHex() + ": " + line(layer)));
        return lines;
    }

    private String line(Layer layer) {
        var moving = layer.step == Step.NEEDED && layer.done > 0;
        return moving
                ? String.format("%-11s %s", pull ? "Downloading" : "Pushing", bar(layer.done, layer.total))
                : words(layer.step);
    }

    private String together() {
        var over = layers.values().stream()
                .filter(layer -> layer.step != Step.NEEDED && layer.step != Step.RETRYING)
                .count();
        var done = layers.values().stream().mapToLong(layer -> layer.done).sum();
        var total = layers.values().stream().mapToLong(layer -> layer.total).sum();
        return String.format(Locale.ROOT, "%d of %d layers ", over, layers.size()) + bar(done, total);
    }

    private static String bar(long done, long total) {
        var full = total <= 0 ? 0 : (int) (done * BAR / total);
        var arrow = full == 0 ? "" : "=".repeat(full - 1) + ">";
        return "[" + arrow + " ".repeat(BAR - full) + "]  " + Sizes.text(done) + "/" + Sizes.text(total);
    }

    private String words(Step step) {
        return switch (step) {
            case NEEDED -> pull ? "Pulling fs layer" : "Preparing";
            case EXISTS -> pull ? "Already exists" : "Layer already exists";
            case MOUNTED -> "Mounted";
            case RETRYING -> "Retrying";
            case DOWNLOADED -> "Download complete";
            case PULLED -> "Pull complete";
            case PUSHED -> "Pushed";
        };
    }
}
