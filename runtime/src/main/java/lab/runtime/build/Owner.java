package lab.runtime.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lab.runtime.file.Tree;

/**
 * Whom copies belong to.
 *
 * @param uid a user's number
 * @param gid a group's number
 */
record Owner(int uid, int gid) {

    static final Owner ROOT = new Owner(0, 0);

    private static final int LIMIT = 1 << 20;

    /** Reads {@code USER[:GROUP]}; names are those of the image. */
    static Owner parse(String text, Tree image, Position at) throws IOException {
        var parts = text.split(":", 2);
        var user = entry(image, "/etc/passwd", parts[0]);
        var uid = user.map(fields -> fields[2]).orElse(parts[0]);
        var primary = user.filter(fields -> fields.length > 3).map(fields -> fields[3]);
        var group = parts.length == 2
                ? entry(image, "/etc/group", parts[1]).map(fields -> fields[2]).orElse(parts[1])
                : number(parts[0]).isPresent() ? uid : primary.orElse(uid);
        var numbers = new int[] {
            number(uid).orElseThrow(() -> unknown("user", parts[0], at)),
            number(group).orElseThrow(() -> unknown("group", parts[parts.length - 1], at))
        };
        return new Owner(numbers[0], numbers[1]);
    }

    private static DockerfileException unknown(String kind, String name, Position at) {
        return new DockerfileException(
                at,
                "the image has no " + kind + " called " + name + " in /etc/" + (kind.equals("user") ? "passwd" : kind));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<String[]> entry(Tree image, String path, String name) throws IOException {
        var found = image.look(path, true);
        if (found.isEmpty() || number(name).isPresent()) {
            return Optional.empty();
        }
        try (var file = found.get();
                var in = image.read(file)) {
            for (var line : new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8).split("\n")) {
                var fields = line.split(":", -1);
                if (fields.length > 2 && fields[0].equals(name)) {
                    return Optional.of(fields);
                }
            }
        }
        return Optional.empty();
    }
}
