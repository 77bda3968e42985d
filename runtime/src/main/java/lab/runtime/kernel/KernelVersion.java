package lab.runtime.kernel;

import java.util.regex.Pattern;

/**
 * The version of a kernel; uname(2).
 *
 * @param major the number before the first dot
 * @param minor the number after it
 */
public record KernelVersion(int major, int minor) {

    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(\\D.*)?");

    /** That of the kernel this JVM runs on. */
    public static KernelVersion running() {
        return parse(System.getProperty("os.version"));
    }

    /** Reads a release such as {@code 6.1.0-18-amd64}, or {@code 4.8}. */
    public static KernelVersion parse(String release) {
        var matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a kernel's version is MAJOR.MINOR, not \"" + release + "\"");
        }
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether it is this version or a later one. */
    public boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
