package lab.runtime.network;

import java.util.OptionalInt;

/**
 * A network interface.
 *
 * @param index its number in its namespace
 * @param name its name
 * @param kind {@code veth}, {@code bridge} and so on; empty for hardware and loopback
 * @param flags {@code IFF_UP} 1, {@code IFF_RUNNING} 0x40
 * @param mtu the largest packet in bytes
 * @param mac its hardware address, such as {@code 02:42:ac:14:00:02}
 * @param peer the number of what it is the other end of, or lies on
 * @param peerNamespace the kernel's number for the peer's namespace, if that is another one
 * @param master the number of the bridge it is a port of
 */
public record Link(
        int index,
        String name,
        String kind,
        int flags,
        int mtu,
        String mac,
        OptionalInt peer,
        OptionalInt peerNamespace,
        OptionalInt master) {

    /** Whether it was set up. */
    public boolean up() {
        return (flags & 1) != 0;
    }

    /** Whether it was set up and what it leads to is there. */
    public boolean running() {
        return (flags & 0x41) == 0x41;
    }
}
