package lab.shell.scale;

import java.util.Arrays;
import java.util.Locale;

/** What a request to a service costs, and what it shares with others. */
public enum ServiceKind {
    /** All work can be done at the same time. */
    WEB("all of the work can be done side by side", 0, false),

    /** At its end each request holds a lock that all share. */
    LOCKED("at the end of each request a lock that all share is held for 1 ms", 1, false),

    /** At its end each request holds a lock that each connection has for itself. */
    SHARDED("at the end of each request a lock of the worker's own is held for 1 ms", 1, true);

    private final String about;
    private final long locked;
    private final boolean sharded;

    ServiceKind(String about, long locked, boolean sharded) {
        this.about = about;
        this.locked = locked;
        this.sharded = sharded;
    }

    /** A kind by its name. */
    public static ServiceKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("a service is web, locked or sharded, not \"" + name + "\""));
    }

    /** The name it is asked for by. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is special about it. */
    public String about() {
        return about;
    }

    /** For how many milliseconds a request holds the lock. */
    long locked() {
        return locked;
    }

    boolean sharded() {
        return sharded;
    }
}
