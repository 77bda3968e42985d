package lab.runtime.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import lab.runtime.image.Json;

/**
 * Answers the challenges of one registry: Basic, RFC 7617, or Bearer with a token that is asked for elsewhere; distribution "token
 * authentication". Tokens are kept as long as the registry takes them.
 */
final class Authorizer {

    /** Sends a request as it is: no header added, no redirect followed. */
    interface Sender {
        /** Sends it. */
        Answer<byte[]> send(Request request) throws IOException;
    }

    private static final String CLIENT = "lab";

    private final Origin registry;
    private final String name;
    private final RegistryConfig config;
    private final Optional<Login> login;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /**
     * What answers for a registry.
     *
     * @param registry where it is
     * @param name its host as it stands in names of images
     * @param login who the user is there
     */
    Authorizer(Origin registry, String name, RegistryConfig config, Optional<Login> login) {
        this.registry = registry;
        this.name = name;
        this.config = config;
        this.login = login;
    }

    boolean anonymous() {
        return login.isEmpty();
    }

    /** What to show from the start, if there was a challenge before. */
    Optional<String> header(List<String> scopes) {
        return Optional.ofNullable(tokens.get(key(scopes)));
    }

    /**
     * Does what a challenge asks for; empty if it cannot be done.
     *
     * @param stale what was shown and refused
     */
    synchronized Optional<String> answer(
            List<Challenge> challenges, List<String> scopes, Optional<String> stale, Sender sender) throws IOException {
        var newer = header(scopes);
        if (newer.isPresent() && !newer.equals(stale)) {
            return newer;
        }
        tokens.remove(key(scopes));
        var bearer = Challenge.of(challenges, "bearer");
        if (bearer.isPresent()) {
            var header = "Bearer " + token(Realm.of(bearer.get(), registry), scopes, sender);
            tokens.put(key(scopes), header);
            return Optional.of(header);
        }
        if (Challenge.of(challenges, "basic").isPresent() && login.isPresent() && stale.isEmpty()) {
            tokens.put(key(scopes), login.get().basic());
            return header(scopes);
        }
        return Optional.empty();
    }

    private String token(Realm realm, List<String> scopes, Sender sender) throws IOException {
        if (login.isPresent() && !realm.mayHavePassword(registry, name, config)) {
            throw new RegistryException(name + " wants your password checked at " + realm.origin()
                    + ", which is another host; if that is right, say so with \"token-realms\": {\"" + name + "\": \""
                    + realm.origin().host() + "\"} in registries.json");
        }
        var identity = login.filter(Login::identityToken);
        var request = identity.isPresent() ? refresh(realm, scopes, identity.get()) : plain(realm, scopes);
        var answer = sender.send(request);
        if (answer.redirect()) {
            throw new RegistryException(
                    realm.origin() + " leads elsewhere when asked for a token; it is not followed", answer.status());
        }
        if (!answer.ok()) {
            throw new RegistryException(
                    "no token for " + name + " from " + realm.origin() + ": " + answer.said()
                            + (answer.status() == 401 || answer.status() == 403
                                    ? login.isPresent() ? "; wrong name or password?" : "; lab login " + name
                                    : ""),
                    answer.status());
        }
        var json = Json.parse(answer.body().orElseThrow(), "the token of " + realm.origin());
        var token = json.text("token");
        var value = token.isPresent() ? token.get() : json.text("access_token").orElse("");
        if (!value.matches("[\\x21-\\x7e]+")) {
            throw new RegistryException(realm.origin() + " gave no token that can be shown to " + name);
        }
        return value;
    }

    private Request plain(Realm realm, List<String> scopes) {
        var account = login.map(Login::user).orElse("");
        var request = Request.of("GET", realm.ask(scopes, account), List.of());
        return login.isPresent() ? request.with("Authorization", login.get().basic()) : request;
    }

    private static Request refresh(Realm realm, List<String> scopes, Login login) {
        var form = "grant_type=refresh_token&client_id=" + CLIENT + "&service=" + Realm.encode(realm.service())
                + "&scope=" + Realm.encode(String.join(" ", scopes)) + "&refresh_token="
                + Realm.encode(login.secret());
        return Request.of("POST", URI.create(realm.uri().toString()), List.of())
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with(() -> BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.UTF_8)));
    }

    private static String key(List<String> scopes) {
        return String.join(" ", new TreeSet<>(scopes));
    }
}
