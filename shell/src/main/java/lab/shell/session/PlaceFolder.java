package lab.shell.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lab.runtime.container.Maker;

/** The folder with a file for each place: its name is the place's id, its content the process that it belongs to. */
final class PlaceFolder {

    private final Path folder;

    PlaceFolder(Path runtime) {
        this.folder = runtime.resolve("places");
    }

    /**
     * Takes a place: one whose shell is gone, with all that is in it, or a new one.
     *
     * @param adopt whether a place of a shell that is gone may be taken
     */
    String take(boolean adopt) throws IOException {
        Files.createDirectories(folder);
        try (var channel = FileChannel.open(
                        folder.resolveSibling("places.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            var dead = adopt && held.isValid() ? abandoned() : List.<String>of();
            var id = dead.isEmpty() ? UUID.randomUUID().toString().substring(0, 8) : dead.get(0);
            own(id);
            return id;
        }
    }

    /** The places whose shell is gone. */
    List<String> abandoned() throws IOException {
        var dead = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return dead;
        }
        try (var files = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
            for (var file : files) {
                var owner = owner(file);
                if (owner.isEmpty() || !owner.get().alive()) {
                    dead.add(file.getFileName().toString());
                }
            }
        }
        return dead;
    }

    /** The place of a shell that runs and is not this one; of several the one that was taken last. */
    Optional<String> running() throws IOException {
        var last = Optional.<Path>empty();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
            for (var file : files) {
                var owner = owner(file);
                if (owner.isPresent()
                        && owner.get().pid() != ProcessHandle.current().pid()
                        && owner.get().alive()
                        && (last.isEmpty() || taken(file).compareTo(taken(last.get())) > 0)) {
                    last = Optional.of(file);
                }
            }
        }
        return last.map(file -> file.getFileName().toString());
    }

    private static FileTime taken(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    void remove(String id) throws IOException {
        Files.deleteIfExists(folder.resolve(id));
    }

    private void own(String id) throws IOException {
        var temporary = folder.resolve(".new-" + id);
        Files.writeString(temporary, Maker.ofThisProcess().toString());
        Files.move(temporary, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Maker> owner(Path file) throws IOException {
        var text = Files.readString(file);
        return text.matches("\\d+:\\d+") ? Optional.of(Maker.parse(text)) : Optional.empty();
    }
}
