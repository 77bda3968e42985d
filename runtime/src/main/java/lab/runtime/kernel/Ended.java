package lab.runtime.kernel;

/**
 * How a process ended, as waitid(2) tells it.
 *
 * @param code {@code si_code}: {@code CLD_EXITED} 1, {@code CLD_KILLED} 2, {@code CLD_DUMPED} 3
 * @param status {@code si_status}: the exit code or the signal
 */
public record Ended(int code, int status) {

    /** Whether it ended by itself, with an exit code. */
    public boolean exited() {
        return code == 1;
    }

    /** The exit code as shells and Docker give it: 128 and the signal's number if a signal ended it. */
    public int exitCode() {
        return exited() ? status & 0xff : 128 + status;
    }
}
