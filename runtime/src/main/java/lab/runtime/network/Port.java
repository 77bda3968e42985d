package lab.runtime.network;

/**
 * A port of the host that leads to one of a container.
 *
 * @param host the host's address it is open on; empty for all
 * @param hostPort the host's port; 0 for a free one
 * @param containerPort the container's port
 * @param udp whether it is one of UDP, else of TCP
 */
public record Port(String host, int hostPort, int containerPort, boolean udp) {

    private static final int LAST = 65535;

    /** Checks the numbers. */
    public Port {
        if (containerPort < 1 || containerPort > LAST || hostPort < 0 || hostPort > LAST) {
            throw new IllegalArgumentException("a port is a number from 1 to " + LAST);
        }
        if (!host.isEmpty()) {
            Prefix.parseAddress(host);
        }
    }

    /** Reads {@code [[IP:]HOST:]CONTAINER[/udp]}. */
    public static Port parse(String text) {
        var slash = text.indexOf('/');
        var protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
        if (!protocol.equals("tcp") && !protocol.equals("udp")) {
            throw new IllegalArgumentException("a port is one of tcp or udp, not " + protocol);
        }
        var parts = (slash < 0 ? text : text.substring(0, slash)).split(":", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException(
                    "a port is [[IP:]HOST:]CONTAINER[/udp], as 8080:80, not \"" + text + "\"");
        }
        var container = number(parts[parts.length - 1], text);
        var host = parts.length < 2 || parts[parts.length - 2].isEmpty() ? 0 : number(parts[parts.length - 2], text);
        return new Port(parts.length < 3 ? "" : parts[0], host, container, protocol.equals("udp"));
    }

    private static int number(String text, String whole) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a port is [[IP:]HOST:]CONTAINER[/udp], as 8080:80, not \"" + whole + "\"", e);
        }
    }

    /** The same port with another number on the host. */
    public Port onHost(int number) {
        return new Port(host, number, containerPort, udp);
    }

    /** Its protocol. */
    public String protocol() {
        return udp ? "udp" : "tcp";
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.isEmpty() ? "" : host + ":") + hostPort + ":" + containerPort + "/" + protocol();
    }
}
