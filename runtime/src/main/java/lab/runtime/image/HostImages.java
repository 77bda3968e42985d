package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.kernel.FileLock;

/** Puts the images of this host into the store. */
final class HostImages {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

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

    private void write(String name) throws IOException {
        var entries = name.equals(ImageStore.BASE) ? HostImage.base() : HostImage.workbench();
        try (var writer = store.writer()) {
            var layer = writer.layer(out -> LayerTar.write(entries, out));
            var run = RunConfig.EMPTY
                    .with()
                    .env("PATH", PATH)
                    .cmd(List.of("/bin/sh"))
                    .workingDir("/")
                    .build();
            var config = ImageConfig.scratch(Instant.EPOCH)
                    .withRun(run)
                    .plusLayer(layer.diffId(), History.of(Instant.EPOCH, "lab: put together from this host", false));
            writer.tag(name, writer.image(config, List.of(layer)));
        }
    }
}
