package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import lab.runtime.container.ContainerSpec;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.image.ImageStore;
import lab.runtime.image.StoredLayer;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;
import lab.shell.session.Lab;

/** The start of a container from an image of one layer and from one of sixty. */
final class LayersTable implements Table {

    private static final int MANY = 60;
    private static final int ROUNDS = 40;
    private static final int WARM = 10;
    private static final String NAME = "lab-bench-layers:1";

    @Override
    public String word() {
        return "layers";
    }

    @Override
    public String about() {
        return "start from an image of 1 layer and of 60";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("start of `true` from an image of 1 layer and of " + MANY + ", start to exit");
        out.println(HEADER);
        var store = lab.containers().images();
        make(store);
        try {
            var one = new long[ROUNDS];
            var many = new long[ROUNDS];
            for (var round = -WARM; round < ROUNDS; round++) {
                Work.rest();
                var first = Ours.startToExit(lab, spec(ImageStore.BASE));
                Work.rest();
                var second = Ours.startToExit(lab, spec(NAME));
                if (round >= 0) {
                    one[round] = first;
                    many[round] = second;
                }
            }
            var series = new Series("1 layer", one);
            out.println(series.row(series));
            out.println(new Series(MANY + " layers", many).row(series) + "  (60 over 1: "
                    + String.format(Locale.ROOT, "%.2f", new Series("", many).median() / series.median()) + ")");
        } finally {
            var digest = store.get(NAME).digest();
            store.untag(NAME);
            store.remove(digest);
            store.collect(lab.containers().list().stream()
                    .map(container -> container.spec().imageReference())
                    .toList());
        }
    }

    private static ContainerSpec spec(String image) {
        return ContainerSpec.of(image).command("true").remove(true).build();
    }

    private static void make(ImageStore store) throws IOException {
        var base = store.get(ImageStore.BASE);
        var config = base.config();
        var layers = new ArrayList<StoredLayer>();
        layers.add(new StoredLayer(
                base.manifest().layers().get(0), config.diffIds().get(0)));
        try (var writer = store.writer()) {
            for (var i = 1; i < MANY; i++) {
                var text = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                var layer = writer.layer(out -> {
                    var tar = new TarWriter(out);
                    tar.put(TarEntry.of("number", TarEntry.FILE, 0644, text.length), text);
                    tar.finish();
                });
                layers.add(layer);
                config = config.plusLayer(layer.diffId(), History.of(Instant.EPOCH, "layer " + i, false));
            }
            writer.tag(NAME, writer.image(config, layers));
        }
    }
}
