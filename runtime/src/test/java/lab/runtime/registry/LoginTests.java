package lab.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runtime.image.ImageName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told who one is, and who is not. */
final class LoginTests {

    private static final byte[] LAYER = TestStore.utf8("a layer");
    private static final Login KIM = new Login("kim", "s3cret");

    @TempDir
    private Path dir;

    private TestStore here;
    private FakeRegistry registry;
    private Access access;

    @BeforeEach
    void start() throws IOException {
        here = new TestStore(dir.resolve("here"));
        registry = new FakeRegistry().offer(LAYER);
        access = TestStore.access(dir);
    }

    @AfterEach
    void end() {
        registry.close();
    }

    private void pull() throws IOException {
        new Pull(here.store(), access, new Steps()).run(ImageName.parse(registry.name() + "/box:1"), Optional.empty());
    }

    /** Hands the manifest out only to who shows this. */
    private void guard(String wanted, String challenge) throws IOException {
        var manifest = registry.handler("/v2/box/manifests/1");
        registry.on("/v2/box/manifests/1", exchange -> {
            if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                manifest.handle(exchange);
            } else {
                FakeRegistry.status(exchange, 401, "WWW-Authenticate", challenge);
            }
        });
    }

    private String bearer(FakeRegistry tokens) {
        return "Bearer realm=\"http://" + tokens.name() + "/token\",service=\"the shop\"";
    }

    private static void token(HttpExchange exchange) throws IOException {
        FakeRegistry.answer(exchange, 200, "application/json", TestStore.utf8("{\"token\":\"t0ken\"}"));
    }

    @Test
    void aPasswordIsShownWhenItIsAskedForAndNotBefore() throws IOException {
        access.credentials().store(registry.name(), KIM);
        guard(KIM.basic(), "Basic realm=\"shop\"");
        pull();
        assertEquals("GET /v2/box/manifests/1", registry.asked().get(1));
        assertEquals(Set.of(KIM.basic()), Set.copyOf(registry.secrets()));
    }

    @Test
    void withoutALoginTheErrorSaysWhatHelps() throws IOException {
        guard(KIM.basic(), "Basic realm=\"shop\"");
        var error = assertThrows(RegistryException.class, this::pull);
        assertTrue(error.getMessage().contains("lab login " + registry.name()), error.getMessage());
        assertEquals(List.of(), registry.secrets());
        assertEquals(1, registry.count("GET /v2/box/manifests/1"));
    }

    @Test
    void aWrongPasswordIsShownOnce() throws IOException {
        access.credentials().store(registry.name(), new Login("kim", "wrong"));
        guard(KIM.basic(), "Basic realm=\"shop\"");
        assertThrows(RegistryException.class, this::pull);
        assertEquals(1, registry.secrets().size());
    }

    @Test
    void aTokenIsAskedForWithScopeAndServiceEncoded() throws IOException {
        registry.on("/token", LoginTests::token);
        access.credentials().store(registry.name(), KIM);
        guard(
                "Bearer t0ken",
                "Bearer realm=\"http://" + registry.name() + "/token\",service=\"a&scope=repository:*:*#x\"");
        pull();
        var asked =
                registry.asked().stream().filter(one -> one.contains("/token")).toList();
        assertEquals(
                List.of(
                        "GET /token?service=a%26scope%3Drepository%3A*%3A*%23x&account=kim&scope=repository%3Abox%3Apull"),
                asked);
        assertTrue(registry.secrets().contains(KIM.basic()));
    }

    @Test
    void anotherHostGetsNoPasswordForATokenUnlessTheUserSaysSo() throws IOException {
        try (var tokens = new FakeRegistry()) {
            tokens.on("/token", LoginTests::token);
            access.credentials().store(registry.name(), KIM);
            guard("Bearer t0ken", "Bearer realm=\"http://localhost:" + tokens.port() + "/token\"");
            var error = assertThrows(RegistryException.class, this::pull);
            assertTrue(error.getMessage().contains("token-realms"), error.getMessage());
            assertEquals(List.of(), tokens.asked());
            access = TestStore.access(
                    dir, new RegistryConfig(List.of(), Set.of(), Map.of(registry.name(), "localhost")));
            pull();
            assertEquals(List.of(KIM.basic()), tokens.secrets());
        }
    }

    @Test
    void anyoneMayAskAnotherHostForATokenForNobody() throws IOException {
        try (var tokens = new FakeRegistry()) {
            tokens.on("/token", LoginTests::token);
            guard("Bearer t0ken", bearer(tokens));
            pull();
            assertEquals(List.of(), tokens.secrets());
            assertEquals(List.of("GET /token?service=the+shop&scope=repository%3Abox%3Apull"), tokens.asked());
        }
    }

    @Test
    void whoIsAskedForATokenDoesNotSendOn() throws IOException {
        try (var elsewhere = new FakeRegistry()) {
            elsewhere.on("/token", LoginTests::token);
            access.credentials().store(registry.name(), KIM);
            registry.on(
                    "/token",
                    exchange ->
                            FakeRegistry.status(exchange, 302, "Location", "http://" + elsewhere.name() + "/token"));
            guard("Bearer t0ken", bearer(registry));
            var error = assertThrows(RegistryException.class, this::pull);
            assertTrue(error.getMessage().contains("not followed"), error.getMessage());
            assertEquals(List.of(), elsewhere.asked());
        }
    }

    @Test
    void aRedirectToAnotherOriginTakesNoSecretAlong() throws IOException {
        try (var elsewhere = new FakeRegistry()) {
            elsewhere.on("/blob", "application/octet-stream", LAYER);
            access.credentials().store(registry.name(), KIM);
            guard(KIM.basic(), "Basic realm=\"shop\"");
            registry.on(
                    FakeRegistry.blobPath(LAYER),
                    exchange -> FakeRegistry.status(exchange, 307, "Location", "http://" + elsewhere.name() + "/blob"));
            pull();
            assertEquals(List.of("GET /blob"), elsewhere.asked());
            assertEquals(List.of(), elsewhere.secrets());
            assertFalse(registry.secrets().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd,                     no address of HTTP",
        "ftp://127.0.0.1/x,                      no address of HTTP",
        "'http://kim:s3cret@127.0.0.1:1/x',      no plain host",
        "'http://[broken',                       no address",
        "'',                                     does not say where",
    })
    void aRedirectToNoAddressOfTheWebIsNotFollowed(String target, String reason) throws IOException {
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> FakeRegistry.status(exchange, 302, "Location", target));
        var error = assertThrows(RegistryException.class, this::pull);
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void redirectsEnd() throws IOException {
        registry.on(
                FakeRegistry.blobPath(LAYER),
                exchange -> FakeRegistry.status(exchange, 302, "Location", FakeRegistry.blobPath(LAYER)));
        var error = assertThrows(RegistryException.class, this::pull);
        assertTrue(error.getMessage().contains("without an end"), error.getMessage());
        assertEquals(6, registry.count("GET " + FakeRegistry.blobPath(LAYER)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://198.51.100.7, https://127.0.0.1,      false",
        "https://198.51.100.7, https://[::1],          false",
        "https://198.51.100.7, https://169.254.169.254, false",
        "http://198.51.100.7,  http://169.254.169.254, false",
        "https://198.51.100.7, https://0.0.0.0,        false",
        "https://198.51.100.7, http://198.51.100.7,    false",
        "https://198.51.100.7, http://203.0.113.9,     false",
        "https://198.51.100.7, https://203.0.113.9,    true",
        "http://198.51.100.7,  https://203.0.113.9,    true",
        "http://127.0.0.1:5000, http://127.0.0.1:5001, true",
    })
    void nobodySendsFromTlsToPlainHttpOrInsideThisMachine(String from, String to, boolean allowed)
            throws RegistryException {
        var origin = Origin.of(URI.create(from));
        var other = Origin.of(URI.create(to));
        if (allowed) {
            origin.maySendTo(other, "the redirect");
        } else {
            assertThrows(RegistryException.class, () -> origin.maySendTo(other, "the redirect"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "registry-1.docker.io, auth.docker.io,      true",
        "registry.gitlab.com,  gitlab.com,          true",
        "ghcr.io,              ghcr.io,             true",
        "ghcr.io,              evil.io,             false",
        "quay.io,              auth.quay.io,        true",
        "registry.example.org, example.org.evil.net, false",
        "registry.example.org, evilexample.org,     false",
        "shop.co.kr,           evil.co.kr,          false",
        "198.51.100.7,         198.51.100.8,        false",
    })
    void aPasswordGoesToHostsOfTheSameOwner(String registryHost, String realmHost, boolean may)
            throws RegistryException {
        var origin = Origin.of("https", registryHost);
        var there = URI.create("https://" + realmHost + "/token");
        var realm = new Realm(there, Origin.of(there), "");
        assertEquals(may, realm.mayHavePassword(origin, registryHost, RegistryConfig.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=\"x\"                                        | [Challenge[scheme=basic, parameters={realm=x}]]",
                "Bearer realm=\"a,b\", service=c                          | [Challenge[scheme=bearer, parameters={realm=a,b, service=c}]]",
                "Basic realm=\"x\", Bearer realm=\"y\"                    | [Challenge[scheme=basic, parameters={realm=x}], Challenge[scheme=bearer, parameters={realm=y}]]",
                "Bearer realm=\"say \\\"hi\\\"\"                          | [Challenge[scheme=bearer, parameters={realm=say \"hi\"}]]",
                "Bearer realm=\"open                                      | []",
                "Bearer realm=a,realm=b                                   | []",
                "=,=,=                                                    | []",
            })
    void challengesAreReadStrictly(String header, String expected) {
        assertEquals(expected, Challenge.parse(List.of(header)).toString());
    }

    @Test
    void loginsAreKeptAsDockerKeepsThem() throws IOException {
        var file = dir.resolve("docker/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "{\"HttpHeaders\":{\"X\":\"y\"},\"auths\":{\"old.example.org\":{\"auth\":\"b2xkOnB3\"}}}");
        access.credentials().store("docker.io", KIM);
        var text = Files.readString(file);
        assertTrue(text.contains("\"https://index.docker.io/v1/\""), text);
        assertTrue(text.contains("\"HttpHeaders\"") && text.contains("old.example.org"), text);
        assertFalse(text.contains("s3cret"), text);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Optional.of(KIM), access.credentials().find("docker.io"));
        assertEquals(Optional.of(new Login("old", "pw")), access.credentials().find("old.example.org"));
        assertTrue(access.credentials().erase("docker.io"));
        assertFalse(access.credentials().erase("docker.io"));
        assertEquals(Optional.empty(), access.credentials().find("docker.io"));
        assertEquals(Optional.of(new Login("old", "pw")), access.credentials().find("old.example.org"));
    }

    @Test
    void aDamagedFileOfLoginsIsNamedAndLeftAlone() throws IOException {
        var file = dir.resolve("docker/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"auths\":");
        var error = assertThrows(IOException.class, () -> access.credentials().store("x.example.org", KIM));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
        assertEquals("{\"auths\":", Files.readString(file));
    }

    @Test
    void aHelperThatIsNoNameIsNotRun() throws IOException {
        var file = dir.resolve("docker/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"credsStore\":\"../../bin/sh\"}");
        var error =
                assertThrows(RegistryException.class, () -> access.credentials().find("x.example.org"));
        assertTrue(error.getMessage().contains("credential helper"), error.getMessage());
    }

    @Test
    void aLoginIsNotShown() {
        assertFalse(KIM.toString().contains("s3cret"));
    }
}
