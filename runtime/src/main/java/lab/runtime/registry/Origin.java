package lab.runtime.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Who answers: scheme, host and port; RFC 6454. A secret that was meant for one origin is not for another.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host in lower case
 * @param port the port, the scheme's own if none was named
 */
record Origin(String scheme, String host, int port) {

    static Origin of(URI uri) throws RegistryException {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RegistryException("\"" + RegistryException.printable(uri.toString())
                    + "\" is no address of HTTP; it is not followed");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new RegistryException(
                    "\"" + RegistryException.printable(uri.toString()) + "\" has no plain host; it is not followed");
        }
        var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** The origin of a registry's name as it stands in an image's name. */
    static Origin of(String scheme, String registry) throws RegistryException {
        try {
            return of(URI.create(scheme + "://" + registry));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    "\"" + RegistryException.printable(registry) + "\" is no host of a registry", e);
        }
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** Whether the host is this machine; only then is plain HTTP taken without being asked for. */
    boolean loopback() {
        var bare = bareHost();
        if (bare.equals("localhost") || bare.endsWith(".localhost")) {
            return true;
        }
        return (bare.matches("127(\\.[0-9]{1,3}){3}") || bare.contains(":")) && resolvesInside();
    }

    /** Whether the name leads to this machine or to its link, where a registry elsewhere has no business to send anybody. */
    boolean resolvesInside() {
        try {
            for (var address : InetAddress.getAllByName(bareHost())) {
                if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress()) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            // A name that leads nowhere leads to nothing inside either; connecting will say so.
            return false;
        }
    }

    /**
     * Checks that this one may send somebody on to another.
     *
     * @param what what sends on, for the message
     */
    void maySendTo(Origin other, String what) throws RegistryException {
        if (secure() && !other.secure()) {
            throw new RegistryException(
                    what + " of " + this + " leads from https to plain http at " + other + "; it is not followed");
        }
        if (other.resolvesInside() && !resolvesInside()) {
            throw new RegistryException(
                    what + " of " + this + " leads to " + other + ", which is inside this machine; it is not followed");
        }
    }

    URI resolve(String path) {
        return URI.create(this + path);
    }

    private String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        var usual = scheme.equals("https") ? port == 443 : port == 80;
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
