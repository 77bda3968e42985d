package lab.runtime.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import lab.runtime.file.CopyTree;
import lab.runtime.file.Handle;
import lab.runtime.file.Node;
import lab.runtime.file.RawText;
import lab.runtime.file.Tree;

/** {@code COPY} and {@code ADD}: what is copied, from the context, a stage or an image, and where it comes to lie. */
final class CopyStep {

    private final Instruction.Copy copy;
    private final Settings settings;
    private final Context from;
    private final List<String> sources = new ArrayList<>();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final String target;
    private final boolean intoFolder;

    /** Replaces variables and finds the files. */
    CopyStep(Instruction.Copy copy, Settings settings, Context from) throws IOException {
        this.copy = copy;
        this.settings = settings;
        this.from = from;
        var words = settings.words(copy.words(), copy.exact(), copy.at());
        if (words.size() < 2) {
            throw error("a source or the place to copy to is empty once variables are replaced");
        }
        var heredoc = copy.heredocs().iterator();
        for (var word : words.subList(0, words.size() - 1)) {
            if (Lines.isHeredoc(word) && heredoc.hasNext()) {
                var text = heredoc.next();
                lines.put(text.name(), text.expand() ? expandLines(text.content()) : text.content());
            } else {
                find(word);
            }
        }
        var last = words.get(words.size() - 1);
        target = RawText.of(settings.path(last));
        intoFolder = last.endsWith("/") || last.equals(".") || last.endsWith("/.") || last.endsWith("/..");
        if (sources.size() + lines.size() > 1 && !intoFolder) {
            throw error("with more than one source the place to copy to is a directory, and ends with /: " + last);
        }
    }

    private String expandLines(String content) throws DockerfileException {
        return settings.expand(content.replace("\"", "\\\"").replace("'", "\\'"), copy.at());
    }

    private DockerfileException error(String message) {
        return new DockerfileException(copy.at(), message);
    }

    private void find(String word) throws IOException {
        if (word.matches("(https?|ftp|git|ssh)://.*|git@.*")) {
            throw error((copy.add() ? "ADD" : "COPY") + " of a URL is not supported: fetch it first and COPY the file, "
                    + "or RUN a program that fetches it");
        }
        var path = RawText.of(Ignore.clean(word));
        if (!Glob.isPattern(word)) {
            try {
                from.find(path).close();
            } catch (IOException e) {
                throw error(String.valueOf(e.getMessage()));
            }
            sources.add(path);
            return;
        }
        var matches = from.match(path).keySet();
        if (matches.isEmpty()) {
            throw error("no file of the build context fits " + word);
        }
        sources.addAll(matches);
    }

    /** All that goes into it beside what was there before. */
    Map<String, String> inputs() throws IOException {
        var inputs = new TreeMap<String, String>();
        for (var source : sources) {
            from.digests(source, inputs);
        }
        inputs.putAll(lines);
        return inputs;
    }

    /** Copies. */
    void run(Tree image) throws IOException {
        var flags = copy.flags();
        var owner = flags.containsKey("chown")
                ? Owner.parse(settings.expand(flags.getOrDefault("chown", ""), copy.at()), image, copy.at())
                : Owner.ROOT;
        var mode = flags.containsKey("chmod") ? mode(settings.expand(flags.getOrDefault("chmod", ""), copy.at())) : -1;
        UnaryOperator<Node> as = node -> {
            var owned = node.withOwner(owner.uid(), owner.gid());
            return mode < 0 ? owned : owned.withPermissions(mode);
        };
        for (var source : sources) {
            try (var file = from.find(source);
                    var copier = new CopyTree(
                            from.tree(),
                            image,
                            true,
                            as,
                            path -> from.has(source.isEmpty() ? path : source + "/" + path))) {
                copy(file, source, copier, image, owner);
            }
        }
        for (var text : lines.entrySet()) {
            write(text.getKey(), text.getValue(), image, owner, mode);
        }
    }

    private int mode(String text) throws DockerfileException {
        if (!text.matches("[0-7]{3,4}")) {
            throw error("--chmod is a number such as 644 or 0755, not " + text);
        }
        return Integer.parseInt(text, 8);
    }

    private void copy(Handle file, String source, CopyTree copier, Tree image, Owner owner) throws IOException {
        if (from.tree().stat(file).directory()) {
            try (var folder = image.makeDirectories(target, owner.uid(), owner.gid())) {
                copier.content(file, folder);
            }
        } else if (copy.add() && Archive.is(from.tree(), file)) {
            try (var in = from.tree().read(file)) {
                image.makeDirectories(target, owner.uid(), owner.gid()).close();
                Archive.unpack(in, image, target);
            }
        } else {
            var name = source.substring(source.lastIndexOf('/') + 1);
            try (var folder = image.makeDirectories(folder(image), owner.uid(), owner.gid())) {
                copier.copy(file, folder, isFolder(image) ? name : target.substring(target.lastIndexOf('/') + 1));
            }
        }
    }

    private boolean isFolder(Tree image) throws IOException {
        if (intoFolder || target.equals("/")) {
            return true;
        }
        var there = image.look(target, true);
        if (there.isEmpty()) {
            return false;
        }
        try (var place = there.get()) {
            return image.stat(place).directory();
        }
    }

    /** The directory that a file comes to lie in. */
    private String folder(Tree image) throws IOException {
        return isFolder(image) ? target : target.substring(0, target.lastIndexOf('/') + 1);
    }

    private void write(String name, String text, Tree image, Owner owner, int mode) throws IOException {
        var into = isFolder(image);
        try (var folder = image.makeDirectories(folder(image), owner.uid(), owner.gid())) {
            var file = into ? RawText.of(name) : target.substring(target.lastIndexOf('/') + 1);
            var old = image.look(folder, file);
            if (old.isPresent()) {
                old.get().close();
                image.remove(folder, file, false);
            }
            try (var out = image.create(folder, file)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            try (var made = image.look(folder, file).orElseThrow()) {
                image.own(made, owner.uid(), owner.gid());
                image.permit(made, mode < 0 ? 0644 : mode);
            }
        }
    }
}
