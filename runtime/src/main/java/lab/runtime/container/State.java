package lab.runtime.container;

import java.util.Locale;

/** Where a container is in its life; the names are Docker's. */
public enum State {
    /** Known, and nothing runs yet. */
    CREATED,
    /** Its first process is alive. */
    RUNNING,
    /** Its processes are alive and stand still. */
    PAUSED,
    /** Its first process has ended. */
    EXITED,
    /** Its monitor is gone without having seen the end. */
    DEAD;

    /** The name as it is shown. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
