package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes entries as the tar of a layer: sorted by path, owned by root, at time zero. The stream stays open. */
final class LayerTar {

    private LayerTar() {}

    static void write(SortedMap<String, Entry> entries, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (var path : entries.keySet()) {
            write(tar, path, entries.get(path));
        }
        tar.finish();
    }

    private static void write(TarArchiveOutputStream tar, String path, Entry entry) throws IOException {
        if (entry instanceof Entry.Directory directory) {
            put(tar, new TarArchiveEntry(path + "/"), directory.mode());
        } else if (entry instanceof Entry.Link link) {
            var header = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            header.setLinkName(link.target());
            put(tar, header, 0777);
        } else if (entry instanceof Entry.Text text) {
            var bytes = text.text().getBytes(StandardCharsets.UTF_8);
            var header = new TarArchiveEntry(path);
            header.setSize(bytes.length);
            open(tar, header, text.mode());
            tar.write(bytes);
            tar.closeArchiveEntry();
        } else if (entry instanceof Entry.Copy copy) {
            var header = new TarArchiveEntry(path);
            header.setSize(Files.size(copy.source()));
            open(tar, header, copy.mode());
            Files.copy(copy.source(), tar);
            tar.closeArchiveEntry();
        }
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry header, int mode) throws IOException {
        open(tar, header, mode);
        tar.closeArchiveEntry();
    }

    private static void open(TarArchiveOutputStream tar, TarArchiveEntry header, int mode) throws IOException {
        header.setMode(mode);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(0);
        tar.putArchiveEntry(header);
    }
}
