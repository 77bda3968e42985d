package lab.runtime.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMaps;

/**
 * Unpacks a layer into an empty folder, as a stream: a layer of any length takes the same few megabytes of memory. Both of its digests
 * are checked on the way, that of the blob and that of the tar in it.
 *
 * @param blob the hash of the blob, {@code ALGORITHM:HEX}
 * @param size how long the blob is
 * @param diffId the hash of the tar, {@code ALGORITHM:HEX}
 * @param most how long the tar may be: a bomb shall not fill the disk
 */
public record Unpack(String blob, long size, String diffId, long most) {

    /** How long a layer may be: longer than any that people make. */
    public static final long MOST = 64L << 30;

    /** Opens the blob. */
    public interface Source {
        /** Opens it. */
        InputStream open() throws IOException;
    }

    /**
     * Does it. If it fails the folder is the caller's to remove.
     *
     * @return the directories that the layer has files in and does not describe, without a leading slash
     * @throws LayerException if the layer is damaged, asks for what is refused, or has another digest
     */
    public List<String> into(Path folder, Source source) throws IOException {
        var kernel = Kernel.get();
        var flags = OpenFlags.O_PATH | OpenFlags.directory(Arch.current());
        var owners = Ownership.ofThisProcess(new IdMaps(Path.of("/etc")));
        try (var root = kernel.open(folder.toString(), flags, 0);
                var extraction = new Extraction(root, owners);
                var tar = new Chunks(() -> LayerStream.open(this, source), "lab-unpack")) {
            var reader = new TarReader(tar);
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                extraction.add(entry.get(), reader);
            }
            reader.drain();
            var implicit = extraction.finish();
            owners.finish(folder.toString());
            return implicit;
        }
    }
}
