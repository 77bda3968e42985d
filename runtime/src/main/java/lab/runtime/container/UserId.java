package lab.runtime.container;

/**
 * A user and group inside a container.
 *
 * @param uid the user id
 * @param gid the group id
 */
record UserId(int uid, int gid) {

    private static final String NUMBER = "0|[1-9][0-9]{0,9}";

    /** Reads {@code UID[:GID]}; nothing is root. Numbers only: names would have to be looked up in files of the image. */
    static UserId parse(String text) {
        if (text.isEmpty() || text.equals("root")) {
            return new UserId(0, 0);
        }
        var fields = text.split(":", -1);
        if (fields.length > 2 || !fields[0].matches(NUMBER) || !fields[fields.length - 1].matches(NUMBER)) {
            throw new IllegalArgumentException("a user is UID or UID:GID, in decimal digits, not \"" + text + "\"");
        }
        return new UserId(number(fields[0], text), fields.length == 2 ? number(fields[1], text) : 0);
    }

    private static int number(String digits, String text) {
        var value = Long.parseLong(digits);
        if (value > Integer.MAX_VALUE - 1) {
            throw new IllegalArgumentException("a user or group id is below " + (Integer.MAX_VALUE - 1) + ": " + text);
        }
        return (int) value;
    }
}
