package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedMap;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;

/** Writes entries as the tar of a layer: sorted by path, owned by root, at time zero. The stream stays open. */
final class LayerTar {

    private LayerTar() {}

    static void write(SortedMap<String, Entry> entries, OutputStream out) throws IOException {
        var tar = new TarWriter(out);
        for (var entry : entries.entrySet()) {
            write(tar, entry.getKey(), entry.getValue());
        }
        tar.finish();
    }

    private static void write(TarWriter tar, String path, Entry entry) throws IOException {
        if (entry instanceof Entry.Directory directory) {
            tar.put(TarEntry.of(path + "/", TarEntry.DIRECTORY, directory.mode(), 0));
        } else if (entry instanceof Entry.Link link) {
            var target = link.target().getBytes(StandardCharsets.UTF_8);
            tar.put(TarEntry.of(path, TarEntry.SYMBOLIC_LINK, 0777, 0).to(target));
        } else if (entry instanceof Entry.Text text) {
            var bytes = text.text().getBytes(StandardCharsets.UTF_8);
            tar.put(TarEntry.of(path, TarEntry.FILE, text.mode(), bytes.length), bytes);
        } else if (entry instanceof Entry.Made made) {
            var bytes = made.bytes().get();
            tar.put(TarEntry.of(path, TarEntry.FILE, made.mode(), bytes.length), bytes);
        } else if (entry instanceof Entry.Copy copy) {
            copy(tar, path, copy);
        }
    }

    private static void copy(TarWriter tar, String path, Entry.Copy copy) throws IOException {
        tar.put(TarEntry.of(path, TarEntry.FILE, copy.mode(), Files.size(copy.source())));
        var buffer = new byte[1 << 16];
        try (var in = Files.newInputStream(copy.source())) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                tar.write(buffer, 0, n);
            }
        }
    }
}
