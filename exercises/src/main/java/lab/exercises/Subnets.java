package lab.exercises;

/** The arithmetic of IPv4 subnets of 256 addresses. */
final class Subnets {
    private Subnets() {}

    /** The n-th address of a subnet: of {@code 10.7.3.0/24} and 1 it is {@code 10.7.3.1}. */
    static String address(String subnet, int n) {
        if (!subnet.endsWith(".0/24") || n > 255) {
            throw new IllegalArgumentException("address " + n + " of " + subnet
                    + ": a subnet such as 10.7.3.0/24 and a number up to 255 are wanted");
        }
        return subnet.substring(0, subnet.length() - "0/24".length()) + n;
    }
}
