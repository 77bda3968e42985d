package lab.shell.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.image.ImageStore;
import lab.runtime.image.MediaType;
import lab.runtime.image.SaveArchive;
import lab.runtime.image.StoredLayer;
import lab.runtime.kernel.Kernel;
import lab.runtime.layer.Hasher;
import lab.runtime.layer.RemoveTree;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;
import lab.shell.session.Lab;

/** The unpacking of an image of 300 MB in 20,000 files, made here, beside umoci's. */
final class UnpackTable implements Table {

    private static final int FILES = 20_000;
    private static final int SIZE = 15_000;
    private static final int FOLDER = 100;
    private static final int ROUNDS = 3;
    private static final String NAME = "bench:1";

    @Override
    public String word() {
        return "unpack";
    }

    @Override
    public String about() {
        return "an image of 300 MB in 20,000 files, into folders";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("unpack an image of " + FILES + " files, " + FILES * (long) SIZE / 1_000_000
                + " MB, one layer in gzip");
        out.println(HEADER);
        var folder = Files.createTempDirectory("lab-bench-unpack");
        try {
            measure(folder, out);
        } finally {
            RemoveTree.remove(folder);
        }
    }

    private static void measure(Path folder, PrintWriter out) throws IOException {
        var store = new ImageStore(folder);
        make(store);
        var umoci = Command.has("umoci");
        var layout = folder.resolve("layout");
        if (umoci) {
            new SaveArchive(store, List.of(store.get(NAME))).write(layout);
            // umoci knows images by a word.
            var index = layout.resolve("index.json");
            Files.writeString(index, Files.readString(index).replace("docker.io/library/" + NAME, "bench"));
        }
        var ours = new long[ROUNDS];
        var theirs = new ArrayList<Long>();
        forgetPeak();
        for (var i = 0; i < ROUNDS; i++) {
            RemoveTree.remove(folder.resolve("layers"));
            ours[i] = Work.time(() -> store.open(NAME));
        }
        var peak = peak();
        for (var i = 0; umoci && i < ROUNDS; i++) {
            var bundle = folder.resolve("bundle");
            RemoveTree.remove(bundle);
            theirs.add(Work.time(() -> Command.run(umoci(layout, bundle))));
        }
        var series = new Series("lab, with the digests of blob and tar", ours);
        out.println(series.row(series));
        out.println(
                umoci
                        ? new Series(
                                        "umoci unpack",
                                        theirs.stream()
                                                .mapToLong(Long::longValue)
                                                .toArray())
                                .row(series)
                        : "  umoci: not installed");
        out.println(String.format(Locale.ROOT, "  this whole JVM had %d MB at most", peak / 1000));
    }

    private static List<String> umoci(Path layout, Path bundle) {
        var command = new ArrayList<>(List.of("umoci", "unpack", "--image", layout + ":bench"));
        if (Kernel.get().geteuid() != 0) {
            command.add("--rootless");
        }
        command.add(bundle.toString());
        return command;
    }

    private static void make(ImageStore store) throws IOException {
        var now = Instant.EPOCH;
        try (var writer = store.writer();
                var hasher = Hasher.of("sha256");
                var blob = writer.blob()) {
            var gzip = new GZIPOutputStream(blob, 1 << 16);
            var hashed = new HashedOutput(gzip, hasher);
            var buffered = new BufferedOutputStream(hashed, 1 << 16);
            files(new TarWriter(buffered));
            buffered.flush();
            gzip.finish();
            var digest = blob.commit();
            var layer = new StoredLayer(
                    new Descriptor(MediaType.LAYER_GZIP, digest, blob.position()), new Digest("sha256", hasher.hex()));
            var config = ImageConfig.scratch(now).plusLayer(layer.diffId(), History.of(now, "bench", false));
            writer.tag(NAME, writer.image(config, List.of(layer)));
        }
    }

    /** Half of each file is noise and half is not, so that it compresses as programs do. */
    private static void files(TarWriter tar) throws IOException {
        var noise = new Random(1);
        var content = new byte[SIZE];
        for (var i = 0; i < FILES; i++) {
            var folder = "d" + i / FOLDER;
            if (i % FOLDER == 0) {
                tar.put(TarEntry.of(folder + "/", TarEntry.DIRECTORY, 0755, 0));
            }
            noise.nextBytes(content);
            var text = ("file " + i + " of many, and more of the same\n").getBytes(StandardCharsets.US_ASCII);
            for (var at = SIZE / 2; at < SIZE; at++) {
                content[at] = text[at % text.length];
            }
            tar.put(TarEntry.of(folder + "/f" + i, TarEntry.FILE, 0644, SIZE), content);
        }
        tar.finish();
    }

    /** What is hashed on its way. */
    private static final class HashedOutput extends OutputStream {

        private final OutputStream out;
        private final Hasher hasher;

        HashedOutput(OutputStream out, Hasher hasher) {
            this.out = out;
            this.hasher = hasher;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            hasher.update(bytes, from, length);
            out.write(bytes, from, length);
        }
    }

    private static void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    /** The most memory that this process had, in kB; proc_pid_status(5) {@code VmHWM}. */
    private static long peak() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}
