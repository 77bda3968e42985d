package lab.runtime.container;

/**
 * A file or folder of the host that a container sees.
 *
 * @param source its absolute path on the host
 * @param target where it is seen, absolute
 * @param readOnly whether the container may not write to it
 * @param plain whether owners are shown as they are, instead of root's being the container's root
 */
public record Volume(String source, String target, boolean readOnly, boolean plain) {

    /** Checks both paths. */
    public Volume {
        if (!source.startsWith("/") || !target.startsWith("/") || target.equals("/")) {
            throw new IllegalArgumentException(
                    "a volume is /HOST/PATH:/CONTAINER/PATH[:ro], and the second is not /: " + source + ":" + target);
        }
        if ((target + "/").matches("/+(proc|sys)/.*") || (target + "/").contains("/../")) {
            throw new IllegalArgumentException(
                    "a volume has no place in /proc or /sys, and its path no \"..\": " + target);
        }
    }

    /** Reads {@code SOURCE:TARGET[:ro|rw]}. */
    public static Volume parse(String text) {
        var fields = text.split(":", -1);
        var mode = fields.length == 3 ? fields[2] : "rw";
        if (fields.length < 2 || fields.length > 3 || !mode.matches("ro|rw")) {
            throw new IllegalArgumentException("a volume is /HOST/PATH:/CONTAINER/PATH[:ro], not \"" + text + "\"");
        }
        return new Volume(fields[0], fields[1], mode.equals("ro"), false);
    }
}
