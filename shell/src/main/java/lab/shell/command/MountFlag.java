package lab.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Tmpfs;
import lab.runtime.container.Volume;

/** What {@code --mount} says, in Docker's words. */
final class MountFlag {

    private static final Map<String, String> ALIASES =
            Map.of("src", "source", "dst", "target", "destination", "target", "ro", "readonly");
    private static final Set<String> WORDS = Set.of(
            "type", "source", "target", "readonly", "bind-propagation", "volume-nocopy", "tmpfs-size", "tmpfs-mode");

    private MountFlag() {}

    /** Adds it to what a container shall be. */
    static void add(String text, ContainerSpec.Builder spec) {
        var words = words(text);
        var target = words.get("target");
        if (target == null) {
            throw mistake("target= is missing", text);
        }
        var source = words.getOrDefault("source", "");
        switch (words.getOrDefault("type", "volume")) {
            case "tmpfs" -> spec.tmpfs(tmpfs(words, target));
            case "bind" -> {
                if (!source.startsWith("/")) {
                    throw mistake("the source of a bind is an absolute path", text);
                }
                spec.volume(volume(words, source, target, text));
            }
            case "volume" -> {
                if (source.startsWith("/")) {
                    throw mistake("the source of a volume is its name; for a path it is type=bind", text);
                }
                spec.volume(volume(words, source, target, text));
            }
            default -> throw mistake("type is bind, volume or tmpfs", text);
        }
    }

    private static Map<String, String> words(String text) {
        var words = new LinkedHashMap<String, String>();
        for (var field : text.split(",", -1)) {
            var pair = field.split("=", 2);
            var word = ALIASES.getOrDefault(pair[0], pair[0]);
            if (!WORDS.contains(word)) {
                throw mistake("\"" + pair[0] + "\" is not known", text);
            }
            words.put(word, pair.length == 2 ? pair[1] : "true");
        }
        return words;
    }

    private static Volume volume(Map<String, String> words, String source, String target, String text) {
        var propagation = words.getOrDefault("bind-propagation", "rprivate");
        return new Volume(
                source,
                target,
                flag(words, "readonly", text),
                false,
                Volume.Propagation.parse(propagation)
                        .orElseThrow(() -> mistake("there is no propagation called " + propagation, text)),
                !flag(words, "volume-nocopy", text));
    }

    private static boolean flag(Map<String, String> words, String word, String text) {
        return switch (words.getOrDefault(word, "false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw mistake(word + " is true or false", text);
        };
    }

    private static Tmpfs tmpfs(Map<String, String> words, String target) {
        var options = new TreeMap<String, String>();
        for (var option : Map.of("size", "tmpfs-size", "mode", "tmpfs-mode").entrySet()) {
            var value = words.get(option.getValue());
            if (value != null) {
                options.put(option.getKey(), value);
            }
        }
        return new Tmpfs(target, options);
    }

    private static IllegalArgumentException mistake(String what, String text) {
        return new IllegalArgumentException(
                what + " in --mount " + text + ", which is as in type=bind,source=/data,target=/data,readonly");
    }
}
