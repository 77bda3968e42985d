package lab.runtime.observe;

import org.jspecify.annotations.Nullable;

/** The answer to one question about the kernel: a value, absent, or not observable. */
public sealed interface Reading {
    /**
     * Where the answer comes from.
     *
     * @return a file such as {@code /proc/4711/ns/uts}, or a call such as {@code uname(2) as pid 812 sees it}
     */
    String source();

    /**
     * An observed value.
     *
     * @param value a {@code Boolean}, {@code Long}, {@code String} or a list of those; null where there is none, such as no limit
     * @param source where it was read
     */
    record Value(@Nullable Object value, String source) implements Reading {}

    /**
     * The thing asked about does not exist, so it has no such value.
     *
     * @param why one sentence without a full stop, such as {@code there is no container 'box'}
     * @param source where the thing was looked for
     */
    record Absent(String why, String source) implements Reading {}

    /**
     * The kernel did not let us look; whether the thing exists or what it is like stays open.
     *
     * @param reason what stood in the way, with errno and likely cause
     * @param source where the look was tried
     */
    record Unobservable(String reason, String source) implements Reading {}
}
