package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.kernel.FileLock;

/** Puts the images of this host into the store. */
final class HostImages {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String MAKER = "lab: put together from this host";

    private final ImageStore store;

    HostImages(ImageStore store) {
        this.store = store;
    }

    /** Makes one that is not here; of several who ask at once one does. */
    void make(String name) throws IOException {
        Files.createDirectories(store.folder());
        FileLock.holding(store.folder(), () -> {
            if (store.resolve(name).isEmpty()) {
                write(name);
            }
            return name;
        });
    }

    static List<Origin> origins(String name) throws IOException {
        var entries = name.equals(ImageStore.WORKBENCH) ? HostImage.workbench() : HostImage.base();
        return entries.entrySet().stream()
                .map(entry -> origin(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Origin origin(String path, Entry entry) {
        if (entry instanceof Entry.Copy copy) {
            return new Origin(path, "copy", copy.source().toString());
        }
        if (entry instanceof Entry.Link link) {
            return new Origin(path, "link", "-> " + link.target());
        }
        return entry instanceof Entry.Text text
                ? new Origin(path, "text", "written by lab, " + text.text().length() + " bytes")
                : new Origin(path, "directory", "made by lab");
    }

    private void write(String name) throws IOException {
        var parts = new ArrayList<SortedMap<String, Entry>>();
        parts.add(name.equals(ImageStore.WORKBENCH) ? HostImage.workbench() : HostImage.base());
        if (name.equals(ImageStore.WEB)) {
            parts.add(HostImage.web());
        }
        try (var writer = store.writer()) {
            var run = RunConfig.EMPTY
                    .with()
                    .env("PATH", PATH)
                    .cmd(List.of(name.equals(ImageStore.WEB) ? "/bin/web" : "/bin/sh"))
                    .workingDir("/")
                    .build();
            var config = ImageConfig.scratch(Instant.EPOCH).withRun(run);
            var layers = new ArrayList<StoredLayer>();
            for (var entries : parts) {
                var layer = writer.layer(out -> LayerTar.write(entries, out));
                layers.add(layer);
                config = config.plusLayer(layer.diffId(), History.of(Instant.EPOCH, MAKER, false));
            }
            writer.tag(name, writer.image(config, layers));
        }
    }
}
