package lab.runtime.container;

/**
 * How a container is asked to end.
 *
 * @param signal what its first process is sent
 * @param seconds how long it then has before it is killed; -1 is without end
 */
public record StopRequest(int signal, int seconds) {

    /** As Docker has it: {@code SIGTERM} and ten seconds. */
    public static final StopRequest DEFAULT = new StopRequest(15, 10);

    /** Checks the range. */
    public StopRequest {
        if (signal < 1 || signal > 64 || seconds < -1) {
            throw new IllegalArgumentException(
                    "a container is stopped by a signal from 1 to 64, after 0 seconds or more");
        }
    }
}
