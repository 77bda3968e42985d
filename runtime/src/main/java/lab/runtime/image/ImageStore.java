package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.FileLock;

/**
 * The images of this user: an OCI image layout in {@code images}, and beside it {@code layers} with a folder for each unpacked layer,
 * named by its diffId. The images {@code base} and {@code workbench} are made from this host when first asked for.
 */
public final class ImageStore {

    /** The image that needs no network. */
    public static final String BASE = "base";

    /** The image a learner's own shell runs in. */
    public static final String WORKBENCH = "workbench";

    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path folder;
    private final Layout layout;

    /** Images that were read, by digest, so that reading them again finds what is the same. */
    private final Map<String, Image> known = new ConcurrentHashMap<>();

    /** The store in a folder, which is made when needed. */
    public ImageStore(Path folder) {
        this.folder = folder;
        this.layout = new Layout(folder.resolve("images"));
    }

    /**
     * An image by its name, with its layers unpacked.
     *
     * @throws ImageException if there is none of that name, or it is damaged
     */
    public Image open(String name) throws IOException {
        var descriptor = layout.manifest(name);
        if (descriptor.isEmpty() && isOfThisHost(name)) {
            make(name);
            descriptor = layout.manifest(name);
        }
        if (descriptor.isEmpty()) {
            throw new ImageException("no image is called \"" + name + "\"; `images` lists those that are here");
        }
        var digest = String.valueOf(descriptor.get().get("digest"));
        var image = known.get(digest);
        if (image == null
                || !image.name().equals(name)
                || !image.layers().stream().allMatch(Files::isDirectory)) {
            image = image(name, digest);
            known.put(digest, image);
        }
        return image;
    }

    /** All named images. */
    public List<Image> list() throws IOException {
        var images = new ArrayList<Image>();
        for (var descriptor : layout.manifests()) {
            images.add(image(Layout.nameOf(descriptor), String.valueOf(descriptor.get("digest"))));
        }
        return images;
    }

    private static boolean isOfThisHost(String name) {
        return name.equals(BASE) || name.equals(WORKBENCH);
    }

    private void make(String name) throws IOException {
        Files.createDirectories(folder);
        FileLock.holding(folder, () -> {
            if (layout.manifest(name).isEmpty()) {
                layout.create();
                make(name, name.equals(BASE) ? HostImage.base() : HostImage.workbench());
            }
            return name;
        });
    }

    private void make(String name, SortedMap<String, Entry> entries) throws IOException {
        var layer = layout.put(out -> LayerTar.write(entries, out));
        var config = new LinkedHashMap<String, Object>();
        config.put("created", Instant.EPOCH.toString());
        config.put("architecture", Arch.current() == Arch.X86_64 ? "amd64" : "arm64");
        config.put("os", "linux");
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("Env", List.of("PATH=" + PATH));
        defaults.put("Cmd", List.of("/bin/sh"));
        defaults.put("WorkingDir", "/");
        config.put("config", defaults);
        var rootfs = new LinkedHashMap<String, Object>();
        rootfs.put("type", "layers");
        rootfs.put("diff_ids", List.of(layer.digest()));
        config.put("rootfs", rootfs);
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", Layout.MANIFEST_TYPE);
        manifest.put("config", Layout.descriptor(CONFIG_TYPE, layout.putJson(config)));
        manifest.put("layers", List.of(Layout.descriptor(LAYER_TYPE, layer)));
        layout.name(name, layout.putJson(manifest));
    }

    private Image image(String name, String digest) throws IOException {
        try {
            var manifest = layout.json(digest);
            var descriptor = Layout.object(manifest.getOrDefault("config", Map.of()));
            var config = layout.json(String.valueOf(descriptor.get("digest")));
            var blobs = (List<?>) manifest.getOrDefault("layers", List.of());
            var diffIds = (List<?>)
                    Layout.object(config.getOrDefault("rootfs", Map.of())).getOrDefault("diff_ids", List.of());
            var layers = new ArrayList<Path>();
            var size = 0L;
            for (var i = 0; i < diffIds.size(); i++) {
                var blob = Layout.object(blobs.get(i));
                size += ((Number) blob.getOrDefault("size", 0)).longValue();
                layers.add(layer(String.valueOf(diffIds.get(i)), String.valueOf(blob.get("digest"))));
            }
            var created = Instant.parse(String.valueOf(config.getOrDefault("created", Instant.EPOCH.toString())));
            return new Image(name, digest, created, size, layers, config(config));
        } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ImageException("image " + name + " is not a well-formed OCI image: " + e.getMessage(), e);
        }
    }

    private Path layer(String diffId, String blob) throws IOException {
        var unpacked = folder.resolve("layers").resolve(Digests.hex(diffId));
        if (!Files.isDirectory(unpacked)) {
            LayerFolder.unpack(layout.blob(blob), unpacked);
        }
        return unpacked;
    }

    private static Image.ImageConfig config(Map<String, Object> json) {
        var config = Layout.object(json.getOrDefault("config", Map.of()));
        var env = new LinkedHashMap<String, String>();
        for (var entry : (List<?>) config.getOrDefault("Env", List.of())) {
            var pair = String.valueOf(entry).split("=", 2);
            env.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        var command = ((List<?>) config.getOrDefault("Cmd", List.of()))
                .stream().map(String::valueOf).toList();
        var workdir = String.valueOf(config.getOrDefault("WorkingDir", "/"));
        return new Image.ImageConfig(command, env, workdir.isEmpty() ? "/" : workdir);
    }
}
