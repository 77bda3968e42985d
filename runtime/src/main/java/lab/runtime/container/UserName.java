package lab.runtime.container;

/**
 * A user as it is asked for: names or numbers.
 *
 * @param user the user
 * @param group the group; empty for the user's own
 */
record UserName(String user, String group) {

    private static final String NUMBER = "0|[1-9][0-9]{0,9}";
    private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_.-]{0,31}";

    /** Reads {@code USER[:GROUP]}; nothing is root. */
    static UserName parse(String text) {
        if (text.isEmpty()) {
            return new UserName("root", "");
        }
        var fields = text.split(":", -1);
        var valid = fields.length <= 2;
        for (var field : fields) {
            valid &= field.matches(NUMBER + "|" + NAME);
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "a user is USER or USER:GROUP, names or decimal numbers, not \"" + text + "\"");
        }
        var parsed = new UserName(fields[0], fields.length == 2 ? fields[1] : "");
        for (var field : fields) {
            if (isNumber(field)) {
                number(field);
            }
        }
        return parsed;
    }

    /** Whether it is root without a closer look. */
    boolean root() {
        return group.isEmpty() && (user.equals("root") || user.equals("0"));
    }

    static boolean isNumber(String text) {
        return text.matches(NUMBER);
    }

    static int number(String digits) {
        var value = Long.parseLong(digits);
        if (value > Integer.MAX_VALUE - 1) {
            throw new IllegalArgumentException(
                    "a user or group id is below " + (Integer.MAX_VALUE - 1) + ": " + digits);
        }
        return (int) value;
    }
}
