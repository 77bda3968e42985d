package lab.lessons;

import java.util.List;
import java.util.Set;

/** The live figures that a lesson can ask for; the shell draws each of them. */
public enum Figures {
    /**
     * Which processes point to which namespace, drawn from the inodes of {@code /proc/<pid>/ns}: subjects of the same identity are joined.
     * Arguments: {@code ns} (mnt, uts, pid, …), {@code of} (subjects).
     */
    NS_PICTURE("ns-picture", Set.of("ns", "of")),
    /**
     * The mounts that each subject sees, drawn from {@code /proc/<pid>/mountinfo}: target, file system type, propagation.
     * Arguments: {@code of} (subjects), {@code at} (only mounts at or below this path; {@code /} alone means the root mount only).
     */
    MOUNTS("mounts", Set.of("of", "at"));

    private final String id;
    private final Set<String> arguments;

    Figures(String id, Set<String> arguments) {
        this.id = id;
        this.arguments = arguments;
    }

    /** All figures. */
    public static List<Figures> all() {
        return List.of(values());
    }

    /**
     * The words that {@code of} may hold, separated by blanks: {@code host} (the lab itself, a process of the host), {@code workbench}, {@code containers}
     * (every other container of the place), or {@code container:NAME}.
     */
    public static boolean isSubject(String word) {
        return Set.of("host", "workbench", "containers").contains(word)
                || (word.startsWith("container:") && word.length() > "container:".length());
    }

    /** The name as it is written in a lesson and in {@link Block.Figure#name}. */
    public String id() {
        return id;
    }

    /** The names of its arguments; all of them must be given. */
    public Set<String> arguments() {
        return arguments;
    }
}
