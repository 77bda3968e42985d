package lab.runtime.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lab.runtime.layer.ParentAttributes;
import lab.runtime.layer.RemoveTree;
import lab.runtime.layer.Unpack;

/*
 * A folder for each unpacked layer, named by its diffId: two images with the same layer share it. It appears whole, by a rename.
 *
 * A layer may have a file in a directory that it does not describe. That directory is then as in the layers below, which another image may
 * have others of, so such a layer gets a folder for each chain of layers that it stands on: its name is the chainId of the OCI image-spec.
 *
 * Nobody but the owner of the store may look into it: it holds files with the set-user-ID bit, and devices.
 */
/** The unpacked layers of a store. */
final class Layers {

    private static final String TEMPORARY = "new";
    private static final String CHAIN = "chain-";
    private static final int THREADS = 3;

    private final Blobs blobs;
    private final Path folder;

    Layers(Blobs blobs, Path folder) {
        this.blobs = blobs;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** The folder of a layer of an image, the lowest being number 0, if it is unpacked. */
    static Path folder(Path layers, List<Digest> diffIds, int number) {
        var chain = layers.resolve(chainName(diffIds, number));
        return number > 0 && Files.isDirectory(chain) ? chain : layers.resolve(name(diffIds.get(number)));
    }

    private static String name(Digest diffId) {
        return diffId.algorithm().equals("sha256") ? diffId.hex() : "sha512-" + diffId.hex();
    }

    private static String chainName(List<Digest> diffIds, int number) {
        var chain = diffIds.get(0);
        for (var i = 1; i <= number; i++) {
            chain = Digest.of((chain + " " + diffIds.get(i)).getBytes(StandardCharsets.UTF_8));
        }
        return CHAIN + chain.hex();
    }

    /** The names that folders of an image's layers may have. */
    static List<String> names(List<Digest> diffIds) {
        var names = new ArrayList<String>();
        for (var i = 0; i < diffIds.size(); i++) {
            names.add(name(diffIds.get(i)));
            names.add(chainName(diffIds, i));
        }
        return names;
    }

    /** Unpacks the layers of an image that are not yet, several at a time. */
    void unpack(Image image) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        var diffIds = image.config().diffIds();
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "lab-layer");
            thread.setDaemon(true);
            return thread;
        });
        var temporaries = new ArrayList<Path>();
        try {
            var started = new ArrayList<Future<Unpacked>>();
            for (var i = 0; i < diffIds.size(); i++) {
                if (!Files.isDirectory(folder(folder, diffIds, i)) && diffIds.indexOf(diffIds.get(i)) == i) {
                    temporaries.add(Files.createTempDirectory(folder, TEMPORARY));
                    started.add(start(threads, image, i, temporaries.get(temporaries.size() - 1)));
                }
            }
            for (var unpacked : started) {
                place(diffIds, get(unpacked));
            }
        } finally {
            threads.shutdownNow();
            for (var temporary : temporaries) {
                RemoveTree.remove(temporary);
            }
        }
    }

    /** A layer in a temporary folder, with the directories it does not describe. */
    private record Unpacked(int number, Path folder, List<String> undescribed) {}

    private Future<Unpacked> start(ExecutorService threads, Image image, int number, Path temporary) {
        var blob = image.manifest().layers().get(number);
        var diffId = image.config().diffIds().get(number);
        var unpack = new Unpack(blob.digest().toString(), blob.size(), diffId.toString(), Unpack.MOST);
        return threads.submit(() ->
                new Unpacked(number, temporary, unpack.into(temporary, () -> blobs.open(blob.digest()))));
    }

    private static Unpacked get(Future<Unpacked> unpacked) throws IOException {
        try {
            return unpacked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a layer could not be unpacked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while layers were unpacked", e);
        }
    }

    private void place(List<Digest> diffIds, Unpacked layer) throws IOException {
        var depends = layer.number > 0 && !layer.undescribed.isEmpty();
        if (depends) {
            var below = new ArrayList<Path>();
            for (var i = layer.number - 1; i >= 0; i--) {
                below.add(folder(folder, diffIds, i));
            }
            ParentAttributes.copy(layer.undescribed, below, layer.folder);
        }
        var target = folder.resolve(depends ? chainName(diffIds, layer.number) : name(diffIds.get(layer.number)));
        try {
            Files.move(layer.folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another may have unpacked it meanwhile.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
