package lab.runtime.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a registry sends for tokens, and whether it may be believed. A registry that was taken over, or a man in the middle, could name any
 * address here to get at a password (CVE-2020-15157).
 *
 * @param uri the address of the token service
 * @param origin its origin
 * @param service what the registry calls itself there
 */
record Realm(URI uri, Origin origin, String service) {

    /** Two labels that are one public suffix, such as {@code co.kr}; nobody owns the names below one together. */
    private static final String PUBLIC_SUFFIX = "(?:[a-z]{1,3}|gov|edu)\\.[a-z]{2}";

    /**
     * The realm of a challenge.
     *
     * @throws RegistryException if no registry at that origin may send anybody there
     */
    static Realm of(Challenge challenge, Origin registry) throws RegistryException {
        var text = challenge.parameter("realm");
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    registry + " names \"" + RegistryException.printable(text) + "\" for tokens, which is no address",
                    e);
        }
        if (uri.getRawFragment() != null) {
            throw new RegistryException(
                    registry + " names \"" + RegistryException.printable(text) + "\" for tokens; it is not asked");
        }
        var origin = Origin.of(uri);
        registry.maySendTo(origin, "the token service");
        return new Realm(uri, origin, challenge.parameter("service"));
    }

    /** Whether a password for the registry may be shown there: the same host, one of the same owner, or one that the user named. */
    boolean mayHavePassword(Origin registry, String registryName, RegistryConfig config) {
        if (origin.equals(registry) || origin.host().equals(config.realms().getOrDefault(registryName, ""))) {
            return true;
        }
        return origin.host().equals(registry.host()) || sameOwner(origin.host(), registry.host());
    }

    private static boolean sameOwner(String realm, String registry) {
        if (!registry.matches(".*[a-z].*") || registry.contains(":")) {
            return false;
        }
        if (realm.endsWith("." + registry)) {
            return true;
        }
        var domain = registry.substring(registry.indexOf('.') + 1);
        return domain.contains(".")
                && !domain.matches(PUBLIC_SUFFIX)
                && (realm.equals(domain) || realm.endsWith("." + domain));
    }

    /** The address with a question for tokens. */
    URI ask(List<String> scopes, String account) {
        var parameters = new ArrayList<String>();
        if (!service.isEmpty()) {
            parameters.add("service=" + encode(service));
        }
        if (!account.isEmpty()) {
            parameters.add("account=" + encode(account));
        }
        scopes.forEach(scope -> parameters.add("scope=" + encode(scope)));
        var joint = uri.getRawQuery() == null ? "?" : "&";
        return parameters.isEmpty() ? uri : URI.create(uri + joint + String.join("&", parameters));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
