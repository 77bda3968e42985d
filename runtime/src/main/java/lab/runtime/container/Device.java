package lab.runtime.container;

/**
 * A device of the host that a container has.
 *
 * @param source its path on the host
 * @param target its path in the container, below {@code /dev}
 * @param permissions of {@code r} read, {@code w} write and {@code m} mknod(2)
 */
public record Device(String source, String target, String permissions) {

    private static final String DEV = "/dev/";

    /** Checks paths and permissions. */
    public Device {
        if (!source.startsWith("/") || (source + "/").contains("/../")) {
            throw new IllegalArgumentException(
                    "a device is named by its path, such as /dev/fuse, not \"" + source + "\"");
        }
        if (!target.startsWith(DEV) || target.endsWith("/") || (target + "/").contains("/../")) {
            throw new IllegalArgumentException("a device of a container lies below /dev, not at \"" + target + "\"");
        }
        if (!permissions.matches("[rwm]{1,3}")) {
            throw new IllegalArgumentException("a device's permissions are of r, w and m, not \"" + permissions + "\"");
        }
    }

    /** Reads {@code SOURCE[:TARGET[:rwm]]} or {@code SOURCE:rwm}. */
    public static Device parse(String text) {
        var fields = text.split(":", -1);
        var mode = fields.length == 3 ? fields[2] : "rwm";
        var target = fields.length > 1 ? fields[1] : fields[0];
        if (fields.length > 3) {
            throw new IllegalArgumentException(
                    "a device is /dev/ON_HOST[:/dev/IN_CONTAINER[:rwm]], not \"" + text + "\"");
        }
        return fields.length == 2 && target.matches("[rwm]{1,3}")
                ? new Device(fields[0], fields[0], target)
                : new Device(fields[0], target, mode);
    }

    @Override
    public String toString() {
        return source + ":" + target + ":" + permissions;
    }
}
