package lab.runtime.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An address of a network or of a host in it, with the length of the network's part, such as {@code 172.20.0.1/16}.
 *
 * @param address its four or sixteen bytes, as numbers
 * @param length how many bits are the network's
 */
public record Prefix(InetAddress address, int length) {

    /** Checks the length. */
    public Prefix {
        if (length < 0 || length > 8 * address.getAddress().length) {
            throw new IllegalArgumentException(
                    "the network's part has 0 to " + 8 * address.getAddress().length + " bits, not " + length);
        }
    }

    /** Reads {@code ADDRESS/LENGTH}, or an address alone, which is then a single host's. */
    public static Prefix parse(String text) {
        var slash = text.indexOf('/');
        var address = parseAddress(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new Prefix(address, 8 * address.getAddress().length);
        }
        try {
            return new Prefix(address, Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a network is written ADDRESS/LENGTH, as 172.20.0.0/16, not " + text, e);
        }
    }

    /** Reads an address in digits; names are not looked up. */
    public static InetAddress parseAddress(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") && !(text.matches("[0-9a-fA-F:.]+") && text.contains(":"))) {
            throw new IllegalArgumentException("an address is written as 172.20.0.2 or fd00::2, not \"" + text + "\"");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
    }

    /** Whether it is one of IPv6. */
    public boolean six() {
        return address.getAddress().length == 16;
    }

    /** The same network with the host's part all zero. */
    public Prefix network() {
        var bits = 8 * address.getAddress().length;
        var host = BigInteger.ONE.shiftLeft(bits - length).subtract(BigInteger.ONE);
        return new Prefix(address(value(address).andNot(host), bits / 8), length);
    }

    /** The host of a number in this network. */
    public InetAddress host(BigInteger number) {
        return address(value(network().address).add(number), address.getAddress().length);
    }

    /** How many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(8 * address.getAddress().length - length);
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && new Prefix(other, length).network().equals(network());
    }

    /** Whether it has an address in common with another one. */
    public boolean overlaps(Prefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    private static BigInteger value(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static InetAddress address(BigInteger value, int size) {
        var digits = value.toByteArray();
        var bytes = new byte[size];
        var from = Math.max(0, digits.length - size);
        var part = Arrays.copyOfRange(digits, from, digits.length);
        System.arraycopy(part, 0, bytes, size - part.length, part.length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + size, e);
        }
    }

    /** The address as text, without a name. */
    public String host() {
        return address.getHostAddress();
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }
}
