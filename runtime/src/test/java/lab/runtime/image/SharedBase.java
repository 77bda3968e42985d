package lab.runtime.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.layer.RemoveTree;

/** The base image, made once for all tests of this JVM: to make it takes longer than most of them. */
public final class SharedBase {

    private SharedBase() {}

    /** Made when it is first asked for, gone with the JVM. */
    private static final class Holder {

        static final Path FOLDER = make();

        private static Path make() {
            try {
                var folder = Files.createTempDirectory("lab-test-base");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                new ImageStore(folder).open(ImageStore.BASE);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try {
                RemoveTree.remove(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives a test's own data folder this image; what is made of it is still the test's own. */
    public static Path in(Path data) throws IOException {
        Files.createDirectories(data);
        for (var name : List.of("images", "layers")) {
            Files.createSymbolicLink(data.resolve(name), Holder.FOLDER.resolve(name));
        }
        return data;
    }
}
