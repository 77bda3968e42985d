package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of {@code /proc/PID/mountinfo}.
 *
 * @param id the mount's number
 * @param parent the number of the mount it sits on
 * @param device major and minor number of the file system, such as {@code 0:53}
 * @param root the part of the file system that is mounted
 * @param target where it is mounted, as the process sees it
 * @param options options of this mount, such as {@code nosuid}
 * @param tags the optional fields, such as {@code shared:1}
 * @param fstype the file system's type
 * @param source what was mounted, as the file system names it
 * @param superOptions options of the file system itself
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record MountEntry(
        long id,
        long parent,
        String device,
        String root,
        String target,
        List<String> options,
        List<String> tags,
        String fstype,
        String source,
        List<String> superOptions) {
    /** Copies the lists. */
    public MountEntry {
        options = List.copyOf(options);
        tags = List.copyOf(tags);
        superOptions = List.copyOf(superOptions);
    }

    /**
     * Reads a whole mount table.
     *
     * @param text the file's content
     * @return its mounts in the file's order
     * @throws IllegalArgumentException if a line does not have the documented fields
     */
    public static List<MountEntry> parseAll(String text) {
        List<MountEntry> mounts = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                mounts.add(parse(line));
            }
        }
        return List.copyOf(mounts);
    }

    /**
     * Reads one line.
     *
     * @param line a line without its end
     * @return the mount
     * @throws IllegalArgumentException if the line does not have the documented fields
     */
    public static MountEntry parse(String line) {
        // Fields are separated by single spaces; a source may be empty, so runs of spaces count.
        String[] fields = line.split(" ", -1);
        int separator = 6;
        while (separator < fields.length && !fields[separator].equals("-")) {
            separator++;
        }
        if (separator + 3 >= fields.length) {
            throw new IllegalArgumentException("not a line of mountinfo: " + line);
        }
        return new MountEntry(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                fields[2],
                unescape(fields[3]),
                unescape(fields[4]),
                options(fields[5]),
                List.of(fields).subList(6, separator),
                unescape(fields[separator + 1]),
                unescape(fields[separator + 2]),
                options(fields[separator + 3]));
    }

    /**
     * How mounts below this one spread to other mount namespaces.
     *
     * @return {@code private}, {@code shared}, {@code slave}, {@code shared,slave} or {@code unbindable}
     */
    public String propagation() {
        if (tags.contains("unbindable")) {
            return "unbindable";
        }
        boolean shared = peerGroup().isPresent();
        boolean slave = master().isPresent();
        return shared ? slave ? "shared,slave" : "shared" : slave ? "slave" : "private";
    }

    /**
     * The peer group this mount sends to and receives from.
     *
     * @return the number in the tag {@code shared:N}
     */
    public OptionalLong peerGroup() {
        return tag("shared:");
    }

    /**
     * The peer group this mount only receives from.
     *
     * @return the number in the tag {@code master:N}
     */
    public OptionalLong master() {
        return tag("master:");
    }

    /**
     * The folders that an overlay shows one through the other, without the one that takes changes.
     *
     * @return the topmost first, as whoever mounted it named them; none for another file system
     */
    public List<String> lower() {
        List<String> folders = new ArrayList<>();
        for (String option : superOptions) {
            if (option.startsWith("lowerdir+=")) {
                folders.add(option.substring("lowerdir+=".length()));
            } else if (option.startsWith("lowerdir=")) {
                folders.addAll(List.of(option.substring("lowerdir=".length()).split(":")));
            }
        }
        return List.copyOf(folders);
    }

    /**
     * The folder that takes an overlay's changes.
     *
     * @return as whoever mounted it named it; empty for one that takes none, and for another file system
     */
    public Optional<String> upper() {
        return superOptions.stream()
                .filter(option -> option.startsWith("upperdir="))
                .map(option -> option.substring("upperdir=".length()))
                .findFirst();
    }

    private OptionalLong tag(String prefix) {
        for (String tag : tags) {
            if (tag.startsWith(prefix)) {
                return OptionalLong.of(Long.parseLong(tag.substring(prefix.length())));
            }
        }
        return OptionalLong.empty();
    }

    private static List<String> options(String field) {
        return field.isEmpty() ? List.of() : List.of(unescape(field).split(","));
    }

    /** Undoes the kernel's octal escapes of space, tab, newline, backslash and number sign. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < field.length()) {
            if (field.charAt(at) == '\\' && at + 3 < field.length() && octal(field, at + 1)) {
                plain.append((char) Integer.parseInt(field.substring(at + 1, at + 4), 8));
                at += 4;
            } else {
                plain.append(field.charAt(at++));
            }
        }
        return plain.toString();
    }

    private static boolean octal(String field, int from) {
        for (int at = from; at < from + 3; at++) {
            if (field.charAt(at) < '0' || field.charAt(at) > '7') {
                return false;
            }
        }
        return true;
    }
}
