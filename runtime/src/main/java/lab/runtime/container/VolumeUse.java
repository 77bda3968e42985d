package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lab.runtime.file.CopyTree;
import lab.runtime.file.RawText;
import lab.runtime.image.Image;

/** What a container has to do with volumes: they are made for it, get what its image has at their places, and some go with it. */
final class VolumeUse {

    private final NamedVolumes volumes;
    private final MappedCopies copies;

    VolumeUse(NamedVolumes volumes, MappedCopies copies) {
        this.volumes = volumes;
        this.copies = copies;
    }

    /** The same container with the places of its volumes; those that are not there are made, also those that its image asks for. */
    ContainerSpec settle(ContainerSpec spec, Image image) throws IOException {
        var settled = new ArrayList<Volume>();
        for (var volume : spec.volumes()) {
            settled.add(
                    volume.named()
                            ? volume.at(volumes.create(volume.source(), labels(spec), false)
                                    .folder()
                                    .toString())
                            : volume);
        }
        for (var target : image.config().run().volumes()) {
            var taken = spec.volumes().stream().anyMatch(v -> same(v.target(), target))
                    || spec.tmpfs().stream().anyMatch(t -> same(t.target(), target));
            if (!taken) {
                settled.add(new Volume(
                        volumes.create("", labels(spec), true).folder().toString(), target, false, false));
            }
        }
        return settled.equals(spec.volumes()) ? spec : spec.withVolumes(settled);
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("/+$", "").equals(other.replaceFirst("/+$", ""));
    }

    /** A volume belongs where the container that it was made for belongs. */
    private static Map<String, String> labels(ContainerSpec spec) {
        var labels = new LinkedHashMap<String, String>();
        for (var label : List.of(ContainerSpec.PLACE, ContainerSpec.EXERCISE, ContainerSpec.KEEP)) {
            var value = spec.labels().get(label);
            if (value != null) {
                labels.put(label, value);
            }
        }
        return labels;
    }

    /** Fills volumes that are empty with what the image has at their places. */
    void fill(ContainerSpec spec, Image image, Path root) throws IOException {
        for (var volume : spec.volumes()) {
            if (volume.copy() && volumes.at(volume.source()).isPresent() && empty(Path.of(volume.source()))) {
                fill(volume, spec, image, root);
            }
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private void fill(Volume volume, ContainerSpec spec, Image image, Path root) throws IOException {
        var bare = new ChangedFiles(spec.withVolumes(List.of()), image, root);
        try (var container = bare.files(copies);
                var target = Trees.owned(Path.of(volume.source()), null)) {
            var found = container.look(RawText.of(volume.target()), true);
            if (found.isEmpty()) {
                return;
            }
            try (var source = found.get();
                    var copier = new CopyTree(container, target, true, UnaryOperator.identity(), path -> true)) {
                var node = container.stat(source);
                if (node.directory()) {
                    copier.content(source, target.root());
                    target.own(target.root(), node.uid(), node.gid());
                    target.permit(target.root(), node.permissions());
                }
            }
        }
    }

    /** Removes the volumes that were made for a container that named none, unless another one sees them. */
    void release(ContainerSpec spec) throws IOException {
        for (var volume : spec.volumes()) {
            var found = volumes.at(volume.source());
            if (found.isPresent()
                    && found.get().anonymous()
                    && volumes.users(found.get()).isEmpty()) {
                volumes.remove(found.get().name());
            }
        }
    }
}
