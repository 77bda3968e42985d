package lab.runtime.cgroup;

/**
 * Devices that the processes of a cgroup may use; cgroup-v1/devices.rst.
 *
 * @param type {@code c} character devices, {@code b} block devices, {@code a} both
 * @param major the major number, or {@link #ANY}
 * @param minor the minor number, or {@link #ANY}
 * @param access of {@code r} read, {@code w} write and {@code m} mknod(2)
 */
public record DeviceRule(char type, int major, int minor, String access) {

    /** Any number. */
    public static final int ANY = -1;

    private static final String FORM = "[abc] ([0-9]{1,7}|\\*):([0-9]{1,7}|\\*) [rwm]{1,3}";

    /** Checks type and access. */
    public DeviceRule {
        if ("abc".indexOf(type) < 0 || !access.matches("[rwm]{1,3}")) {
            throw new IllegalArgumentException(
                    "a rule about devices is of a, b or c and of r, w and m, not " + type + " " + access);
        }
    }

    /** Reads {@code c 10:229 rwm}; a star is any number. */
    public static DeviceRule parse(String text) {
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException(
                    "a rule about devices is TYPE MAJOR:MINOR ACCESS, such as \"c 10:229 rwm\", not \"" + text + "\"");
        }
        var words = text.split("[ :]");
        return new DeviceRule(text.charAt(0), number(words[1]), number(words[2]), words[3]);
    }

    private static int number(String text) {
        return text.equals("*") ? ANY : Integer.parseInt(text);
    }

    /** As {@code devices.allow} takes it. */
    @Override
    public String toString() {
        return type + " " + text(major) + ":" + text(minor) + " " + access;
    }

    private static String text(int number) {
        return number == ANY ? "*" : Integer.toString(number);
    }
}
