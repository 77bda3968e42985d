package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.file.Change;
import lab.runtime.file.Tree;
import lab.runtime.image.StoreWriter;
import lab.runtime.image.StoredLayer;

/** The files of containers: to copy from and to, and what is different from the image. */
public final class ContainerFiles {

    private final Containers containers;
    private final MappedCopies copies;

    ContainerFiles(Containers containers, MappedCopies copies) {
        this.containers = containers;
        this.copies = copies;
    }

    /** The files of a container: those that its processes see if it runs, and else would see. */
    public Tree open(String nameOrId) throws IOException {
        var status = containers.get(nameOrId);
        return status.running() ? Trees.running(status) : changed(status).files(copies);
    }

    /** What a container has changed in the files of its image, in the order of the paths. */
    public List<Change> diff(String nameOrId) throws IOException {
        return changed(containers.get(nameOrId)).list();
    }

    /**
     * Writes what a container has changed as a layer of an image.
     *
     * @param latest no file in it is newer, in seconds since 1970
     */
    public StoredLayer layer(String nameOrId, StoreWriter writer, long latest) throws IOException {
        return changed(containers.get(nameOrId)).layer(writer, latest);
    }

    private ChangedFiles changed(ContainerStatus status) throws IOException {
        var record = containers.folder(status.id()).record();
        if (record.isEmpty()) {
            throw new ContainerException("container " + status.name() + " was removed in this moment", 1, null);
        }
        return new ChangedFiles(
                status.spec(),
                containers.images().open(status.spec().imageReference()),
                Path.of(record.get().root()));
    }
}
