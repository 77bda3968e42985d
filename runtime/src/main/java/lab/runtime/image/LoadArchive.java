package lab.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lab.runtime.layer.Decompression;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarReader;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/*
 * The members of an archive come in any order, so each goes into the store under its own digest, and what they mean is looked up when all
 * are there: index.json of an OCI image layout, else manifest.json of a Docker archive, whose paths are names of members. Nothing is
 * named before all of it was found to fit together. If something does not, what was added is garbage, and is collected.
 */
/** Reads images from an OCI image layout, as tar or folder, or from an archive of {@code docker save}. */
public final class LoadArchive {

    private static final int MOST_MEMBERS = 10_000;
    private static final Pattern BLOB = Pattern.compile("blobs/(sha256|sha512)/([0-9a-f]{64,128})");

    private final ImageStore store;
    private final Map<String, Descriptor> members = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    /** Loads into a store. */
    public LoadArchive(ImageStore store) {
        this.store = store;
    }

    /**
     * Loads all images of an archive.
     *
     * @param archive a tar, compressed or not; it stays the caller's to close
     * @return their names, and the digests of those that have none
     * @throws IOException if it is not well-formed; the store is as before then
     */
    public List<String> load(InputStream archive) throws IOException {
        return orNothing(writer -> {
            var tar = new TarReader(Decompression.open(archive));
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                member(writer, entry.get(), tar);
            }
            return finish(writer);
        });
    }

    /** Loads all images of a folder that holds an OCI image layout; links in it are not followed. */
    public List<String> load(Path folder) throws IOException {
        return orNothing(writer -> {
            if (Files.isRegularFile(folder.resolve("index.json"), LinkOption.NOFOLLOW_LINKS)) {
                file(writer, folder, "index.json");
            }
            for (var algorithm : List.of("sha256", "sha512")) {
                var blobs = folder.resolve("blobs").resolve(algorithm);
                if (Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS)) {
                    try (var all = Files.newDirectoryStream(blobs)) {
                        for (var blob : all) {
                            file(writer, folder, "blobs/" + algorithm + "/" + blob.getFileName());
                        }
                    }
                }
            }
            return finish(writer);
        });
    }

    /** What is done with the store open for writing. */
    private interface Work {
        List<String> run(StoreWriter writer) throws IOException;
    }

    private List<String> orNothing(Work work) throws IOException {
        var before = new HashSet<>(store.blobs().list());
        try (var writer = store.writer()) {
            return work.run(writer);
        } catch (IOException e) {
            undo(before, e);
            throw e;
        }
    }

    private void undo(Set<Digest> before, IOException failure) {
        try {
            store.drop(members.values().stream()
                    .map(Descriptor::digest)
                    .filter(digest -> !before.contains(digest))
                    .toList());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void member(StoreWriter writer, TarEntry entry, TarReader tar) throws IOException {
        var name = new String(entry.name(), StandardCharsets.UTF_8).replaceFirst("^(\\./)+", "");
        if (entry.type() == TarEntry.SYMBOLIC_LINK || entry.type() == TarEntry.HARD_LINK) {
            var target = new String(entry.link(), StandardCharsets.UTF_8);
            links.put(name, entry.type() == TarEntry.HARD_LINK ? target : target.replaceFirst("^(\\.\\./)+", ""));
        } else if (entry.type() == TarEntry.FILE) {
            try (var blob = blob(writer, name, entry.size())) {
                var buffer = new byte[1 << 16];
                for (var n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
                    blob.write(buffer, 0, n);
                }
                added(name, blob);
            }
        }
    }

    private void file(StoreWriter writer, Path folder, String name) throws IOException {
        try (var channel = Files.newByteChannel(
                        folder.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                var in = Channels.newInputStream(channel);
                var blob = blob(writer, name, channel.size())) {
            in.transferTo(blob);
            added(name, blob);
        }
    }

    private BlobWriter blob(StoreWriter writer, String name, long size) throws IOException {
        if (members.size() == MOST_MEMBERS) {
            throw new ImageException("the archive has more than " + MOST_MEMBERS + " files");
        }
        var match = BLOB.matcher(name);
        return match.matches()
                ? writer.blob(new Descriptor("", digest(match.group(1), match.group(2)), size))
                : writer.blob();
    }

    private static Digest digest(String algorithm, String hex) throws ImageException {
        try {
            return new Digest(algorithm, hex);
        } catch (IllegalArgumentException e) {
            throw new ImageException("the archive has a blob with a malformed name: " + e.getMessage(), e);
        }
    }

    private void added(String name, BlobWriter blob) throws IOException {
        members.put(name, new Descriptor("", blob.commit(), blob.position()));
    }

    private List<String> finish(StoreWriter writer) throws IOException {
        var loaded = members.containsKey("index.json") ? index() : docker(writer);
        if (loaded.isEmpty()) {
            throw new ImageException("the archive has no image: neither index.json nor manifest.json names one");
        }
        var names = new ArrayList<String>();
        for (var image : loaded) {
            check(image);
            if (image.refName().isPresent()) {
                writer.tag(image.refName().get(), image.unnamed());
                names.add(HostNames.familiar(HostNames.index(image.refName().get())));
            } else {
                writer.keep(image);
                names.add(image.digest().toString());
            }
        }
        return names;
    }

    /** Whether all of an image is here; of several machines' images at least this one's. */
    private void check(Descriptor entry) throws IOException {
        var image = store.image(entry);
        if (image.isEmpty()) {
            throw new ImageException("the archive has no image for " + Platform.current());
        }
        for (var layer : image.get().manifest().layers()) {
            var size = store.blobs().size(layer.digest());
            if (size.isEmpty() || size.get() != layer.size()) {
                throw new ImageException("the archive lacks layer " + layer.digest() + ", or has another of that name");
            }
        }
    }

    private List<Descriptor> index() throws IOException {
        var bytes = read("index.json", Manifest.LIMIT);
        var names = dockerNames();
        var images = new ArrayList<Descriptor>();
        for (var entry : Index.parse(bytes, MediaType.INDEX).manifests()) {
            var name = entry.refName()
                    .filter(LoadArchive::isName)
                    .or(() -> Optional.ofNullable(names.get(entry.digest())));
            images.add(name.map(entry::named).orElseGet(entry::unnamed));
        }
        return images;
    }

    /** Docker writes only the tag into an index, and the whole name into an annotation of containerd's or into manifest.json. */
    private Map<Digest, String> dockerNames() throws IOException {
        var names = new HashMap<Digest, String>();
        var bytes = read("index.json", Manifest.LIMIT);
        for (var json : Json.parse(bytes, "index.json").objects("manifests")) {
            var entry = Descriptor.read(json);
            var name = entry.annotations().get("io.containerd.image.name");
            if (name != null) {
                names.put(entry.digest(), name);
            }
        }
        return names;
    }

    /** A name with a registry or a repository in it; a tag alone, as others write it, names nothing. */
    private static boolean isName(String text) {
        return HostNames.isOne(text) || text.contains("/") || text.contains(":");
    }

    private List<Descriptor> docker(StoreWriter writer) throws IOException {
        var images = new ArrayList<Descriptor>();
        for (var entry : documents(read("manifest.json", Manifest.LIMIT))) {
            var config = member(entry.required("Config"));
            var layers = new ArrayList<Descriptor>();
            for (var path : entry.texts("Layers")) {
                var layer = member(path);
                layers.add(new Descriptor(type(layer.digest()), layer.digest(), layer.size()));
            }
            var stored = new Descriptor(MediaType.CONFIG, config.digest(), config.size());
            var image =
                    writer.put(MediaType.MANIFEST, Manifest.of(stored, layers).bytes());
            members.put("manifest of " + entry.required("Config"), image);
            var tags = entry.texts("RepoTags");
            tags.forEach(tag -> images.add(image.named(tag)));
            if (tags.isEmpty()) {
                images.add(image);
            }
        }
        return images;
    }

    private static List<Json> documents(byte[] bytes) throws ImageException {
        try {
            return Json.list(JSON.std.anyFrom(bytes), "manifest.json");
        } catch (JacksonException e) {
            throw new ImageException("manifest.json is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private String type(Digest layer) throws IOException {
        try (var in = store.blobs().open(layer)) {
            return switch (Decompression.of(in.readNBytes(4))) {
                case GZIP -> MediaType.LAYER_GZIP;
                case ZSTD -> MediaType.LAYER_ZSTD;
                case NONE -> MediaType.LAYER;
            };
        }
    }

    private Descriptor member(String name) throws ImageException {
        var path = name;
        for (var hops = 0; links.containsKey(path) && hops < 4; hops++) {
            path = links.get(path);
        }
        var found = members.get(path);
        if (found == null) {
            throw new ImageException("the archive lacks " + name);
        }
        return found;
    }

    private byte[] read(String name, int limit) throws IOException {
        if (!members.containsKey(name) && name.equals("manifest.json")) {
            throw new ImageException("this is no archive of images: it has neither index.json nor manifest.json");
        }
        return store.blobs().read(member(name).digest(), limit);
    }
}
