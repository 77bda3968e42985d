package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.container.ContainerStatus;
import lab.runtime.image.Descriptor;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;
import lab.runtime.image.ImageException;
import lab.runtime.image.ImageNameException;
import lab.runtime.image.ImageStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes names of images, and images that have no name left. */
@Command(
        name = "rmi",
        description = "Removes images.",
        footer = {
            "%nAn image goes with its last name. One that a container was made of stays.",
            "%nExample:",
            "  rmi alpine:3.20"
        })
final class RmiCommand extends BaseCommand {

    @Option(
            names = {"-f", "--force"},
            description =
                    "Takes the name also from an image that a container was made of, and all names of one named by its id.")
    private boolean force;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    RmiCommand(Session session) {
        super(session);
    }

    @Override
    int failure() {
        return 1;
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var failed = false;
        for (var name : names) {
            try {
                remove(name, out);
            } catch (ImageException e) {
                session().console().err().println("lab: " + e.getMessage());
                failed = true;
            }
        }
        images().collect(inUse(session()));
        return failed ? 1 : 0;
    }

    private ImageStore images() throws IOException {
        return session().lab().containers().images();
    }

    /** What containers were made of. */
    static List<String> inUse(Session session) throws IOException {
        return session.lab().containers().list().stream()
                .map(container -> container.spec().imageReference())
                .distinct()
                .toList();
    }

    private void remove(String name, PrintWriter out) throws IOException {
        var entry = images().resolve(name);
        if (entry.isEmpty()) {
            throw new ImageException("no such image: " + name);
        }
        var tags = new ArrayList<String>();
        for (var other : images().entries()) {
            if (other.digest().equals(entry.get().digest())) {
                other.refName().ifPresent(tags::add);
            }
        }
        var byName = isName(name, tags);
        if (!byName && tags.size() > 1 && !force) {
            throw new ImageException("conflict: unable to delete " + name
                    + " (must be forced) - image is referenced in multiple repositories");
        }
        var user = user(entry.get());
        var last = !byName || tags.size() == 1;
        if (last && user != null && !force) {
            throw new ImageException("conflict: unable to remove \"" + name + "\" (must force) - container "
                    + user.shortId() + " is using its image");
        }
        for (var tag : byName ? List.of(HostNames.index(name)) : tags) {
            images().untag(tag);
            out.println("Untagged: " + withTag(tag));
        }
        if (last && user == null) {
            images().remove(entry.get().digest());
            out.println("Deleted: " + entry.get().digest());
        }
    }

    private static String withTag(String name) throws ImageNameException {
        return HostNames.isOne(name) ? name + ":latest" : HostNames.familiar(name);
    }

    private static boolean isName(String text, List<String> tags) {
        try {
            return tags.contains(HostNames.index(text));
        } catch (ImageNameException e) {
            // Then it is an id.
            return false;
        }
    }

    private @Nullable ContainerStatus user(Descriptor entry) throws IOException {
        var image = images().image(entry).map(Image::digest);
        for (var container : session().lab().containers().list()) {
            var used = images().find(container.spec().imageReference()).map(Image::digest);
            if (used.isPresent() && used.equals(image)) {
                return container;
            }
        }
        return null;
    }
}
