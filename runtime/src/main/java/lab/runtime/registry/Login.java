package lab.runtime.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who a user is at one registry.
 *
 * @param user the name
 * @param secret the password, or a token that stands for it
 * @param identityToken whether the secret is an OAuth2 refresh token
 */
public record Login(String user, String secret, boolean identityToken) {

    /** A name and a password. */
    public Login(String user, String secret) {
        this(user, secret, false);
    }

    /** The header of RFC 7617. */
    String basic() {
        return "Basic " + encoded();
    }

    /** Name and secret in Base64, as Docker's file has them. */
    String encoded() {
        return Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return user + ", secret not shown";
    }
}
