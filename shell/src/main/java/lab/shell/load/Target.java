package lab.shell.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A service of this machine that load may be put on.
 *
 * @param address where it listens
 * @param request a request, in ASCII
 * @param shown how it is called
 */
public record Target(SocketAddress address, String request, String shown) {

    private static final String UNIX = "unix:";
    private static final String IN_CONTAINER = "[a-zA-Z0-9][a-zA-Z0-9_.-]*:/([^/].*)?";
    private static final int HTTP = 80;

    /** Gives the address of a container. */
    public interface Addresses {
        /**
         * The address of a container, or of nothing.
         *
         * @return null if no container has this name
         * @throws IOException if it cannot be reached
         */
        @Nullable
        InetAddress of(String container) throws IOException;

        /**
         * A path at which a socket in a container can be reached from here.
         *
         * @throws IOException if the container does not run, or there is no such file
         */
        Path socket(String container, String path) throws IOException;

        /** Whether an address is that of a container. */
        boolean contains(InetAddress address) throws IOException;
    }

    /** A service at a socket of the file system. */
    public static Target local(Path socket, String shown) {
        return new Target(UnixDomainSocketAddress.of(socket), get("localhost", "/"), shown);
    }

    /**
     * Reads {@code http://HOST[:PORT][/PATH]}, {@code CONTAINER:/SOCKET} or {@code unix:/SOCKET}; the host is a number, {@code localhost} or a container's name.
     *
     * @throws IOException if it is not of this machine
     */
    public static Target parse(String text, Addresses containers) throws IOException {
        if (text.startsWith(UNIX)) {
            var socket = Path.of(text.substring(UNIX.length()));
            if (!socket.isAbsolute() || Files.notExists(socket)) {
                throw new IOException("no socket is at " + socket);
            }
            return local(socket, text);
        }
        if (text.matches(IN_CONTAINER)) {
            var colon = text.indexOf(':');
            return local(containers.socket(text.substring(0, colon), text.substring(colon + 1)), text);
        }
        var uri = uri(text);
        var host = uri.getHost();
        var port = uri.getPort() < 0 ? HTTP : uri.getPort();
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(
                new InetSocketAddress(address(host, containers), port), get(uri.getRawAuthority(), path + query), text);
    }

    private static URI uri(String text) {
        try {
            var uri = URI.create(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong(text) + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "a target is such as http://127.0.0.1:8080/ or shop:/srv/web.sock, not \"" + text + "\"";
    }

    /** A name is never asked for at a server of names: what is not of this machine is not a target. */
    private static InetAddress address(String host, Addresses containers) throws IOException {
        if (host.equals("localhost")) {
            return InetAddress.getLoopbackAddress();
        }
        if (!host.matches("[0-9.]+|\\[.*\\]")) {
            var address = containers.of(host);
            if (address == null) {
                throw new IOException(host + " is no running container; load is put on services of this machine only");
            }
            return address;
        }
        var address = InetAddress.getByName(host);
        if (address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null
                || containers.contains(address)) {
            return address;
        }
        throw new IOException(host
                + " is not an address of this machine or of a container here: load is put on nobody else's services");
    }

    private static String get(String host, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: lab\r\n\r\n";
    }
}
