package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.FileLock;

/** Removes what belongs to nobody any more. */
final class Sweep {

    private final LabPaths paths;
    private final List<ContainerFolder> folders;

    Sweep(LabPaths paths, List<ContainerFolder> folders) {
        this.paths = paths;
        this.folders = folders;
    }

    List<String> run() throws IOException {
        var removed = new ArrayList<String>();
        for (var folder : folders) {
            var record = folder.record();
            var status = folder.status();
            if (record.isPresent() && status.isPresent() && ownerless(record.get(), status.get())) {
                RemoveContainer.run(folder, Path.of(record.get().root()));
                removed.add(record.get().name());
            }
        }
        unnamed(removed);
        return removed;
    }

    private static boolean ownerless(Record record, ContainerStatus status) throws IOException {
        if (Maker.parse(record.maker()).alive()) {
            return false;
        }
        return status.state() == State.CREATED || (record.spec().remove() && !status.running());
    }

    /** Folders without a record: their maker was killed between two calls. Whoever makes one holds the lock. */
    private void unnamed(List<String> removed) throws IOException {
        FileLock.holding(paths.containers(), () -> {
            for (var folder : folders) {
                if (Files.isDirectory(folder.path()) && folder.record().isEmpty()) {
                    folder.remove();
                    removed.add(folder.path().getFileName().toString().substring(0, 12));
                }
            }
            return removed;
        });
    }
}
