package lab.runtime.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import lab.runtime.image.BlobWriter;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageName;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;

/** A registry elsewhere; distribution-spec 1.1, "endpoints". */
public final class Remote {

    private static final String HUB_HOST = "registry-1.docker.io";
    private static final String ACCEPT = String.join(
            ", ", List.of(MediaType.MANIFEST, MediaType.INDEX, MediaType.DOCKER_MANIFEST, MediaType.DOCKER_LIST));
    private static final int SMALL = 1 << 20;

    private final String name;
    private final Transport transport;

    private Remote(String name, Transport transport) {
        this.name = name;
        this.transport = transport;
    }

    /**
     * The registry of that name. Nothing but a question whether it is there is sent yet, and that without any secret.
     *
     * @param name its host as it stands in names of images
     */
    public static Remote connect(String name, Access access) throws IOException {
        var login = access.credentials().find(name);
        return connect(name, name.equals(ImageName.DOCKER_HUB) ? HUB_HOST : name, login, access);
    }

    /** The registry of that name, for a user who is about to log in. */
    public static Remote connect(String name, Login login, Access access) throws IOException {
        return connect(name, name.equals(ImageName.DOCKER_HUB) ? HUB_HOST : name, Optional.of(login), access);
    }

    /** A mirror of Docker's hub, by its address; nobody is logged in there. */
    static Remote mirror(String address, Access access) throws IOException {
        Origin origin;
        try {
            origin = Origin.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    "\"" + RegistryException.printable(address) + "\" is no address of a mirror", e);
        }
        if (!origin.secure() && !origin.loopback() && !access.insecure(hostAndPort(origin))) {
            throw new RegistryException(
                    "the mirror " + origin + " is not taken: plain http is for this machine only, or for "
                            + "what stands under insecure-registries");
        }
        return at(hostAndPort(origin), origin, Optional.empty(), access);
    }

    private static Remote connect(String name, String host, Optional<Login> login, Access access) throws IOException {
        var plain = Origin.of("http", host);
        if (access.insecure(name)) {
            return at(name, plain, login, access);
        }
        if (plain.loopback()) {
            // Here a registry speaks either; the question itself carries no secret.
            var answer = at(name, plain, Optional.empty(), access).base();
            if (answer.ok() || answer.status() == 401) {
                return at(name, plain, login, access);
            }
        }
        return at(name, Origin.of("https", host), login, access);
    }

    private static Remote at(String name, Origin origin, Optional<Login> login, Access access) {
        var authorizer = new Authorizer(origin, name, access.config(), login);
        return new Remote(name, new Transport(origin, authorizer, access.patience()));
    }

    private static String hostAndPort(Origin origin) {
        return origin.toString().substring(origin.scheme().length() + 3);
    }

    /** Its host as it stands in names of images. */
    public String name() {
        return name;
    }

    Transport transport() {
        return transport;
    }

    /**
     * Shows the registry who the user is.
     *
     * @throws RegistryException if it does not take the login, or is no registry
     */
    public void checkLogin() throws IOException {
        var answer = base();
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RegistryException(
                    name + " does not take this name and password: " + answer.said(), answer.status());
        }
        if (!answer.ok()) {
            throw new RegistryException(
                    transport.registry() + " does not answer like a registry: " + answer.said(), answer.status());
        }
    }

    private Answer<byte[]> base() throws IOException {
        return transport.send(Request.of("GET", transport.registry().resolve("/v2/"), List.of()), SMALL);
    }

    /** The manifest or index that a tag or a digest stands for; empty if there is none. */
    Optional<Document> manifest(String repository, String reference, Optional<Digest> expected) throws IOException {
        var request = Request.of("GET", path(repository, "manifests/" + reference), pull(repository))
                .with("Accept", ACCEPT);
        var answer = transport.send(request, Manifest.LIMIT);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        refuse(answer, repository, "the manifest of " + repository + ":" + reference);
        var where = "the manifest " + reference + " of " + name + "/" + repository;
        var document = Document.of(answer.body().orElseThrow(), answer.header("Content-Type"), where);
        var said = answer.header("Docker-Content-Digest");
        if (expected.isPresent() && !expected.get().equals(document.digest())) {
            throw new RegistryException("digest mismatch: " + where + " has the digest " + document.digest());
        }
        if (expected.isEmpty()
                && said.startsWith("sha256:")
                && !said.equals(document.digest().toString())) {
            throw new RegistryException("digest mismatch: " + where + " was announced as "
                    + RegistryException.printable(said) + " and has the digest " + document.digest());
        }
        return Optional.of(document);
    }

    /** The digest that a tag stands for there; empty if there is none of that name. */
    Optional<String> head(String repository, String reference, List<String> scopes) throws IOException {
        var request = Request.of("HEAD", path(repository, "manifests/" + reference), scopes)
                .with("Accept", ACCEPT);
        var answer = transport.send(request, 0);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        refuse(answer, repository, repository + ":" + reference);
        return Optional.of(answer.header("Docker-Content-Digest"));
    }

    boolean hasBlob(String repository, Digest digest, List<String> scopes) throws IOException {
        var answer = transport.send(Request.of("HEAD", path(repository, "blobs/" + digest), scopes), 0);
        if (answer.status() == 404) {
            return false;
        }
        refuse(answer, repository, "blob " + digest.shortHex());
        return true;
    }

    /** A blob that fits into memory, checked. */
    byte[] small(String repository, Descriptor blob) throws IOException {
        var request = Request.of("GET", path(repository, "blobs/" + blob.digest()), pull(repository));
        var answer = transport.send(request, Math.toIntExact(blob.size()));
        refuse(answer, repository, "blob " + blob.digest().shortHex());
        var bytes = answer.body().orElseThrow();
        var hasher = blob.digest().hasher();
        hasher.update(bytes);
        var came = Digest.of(hasher);
        if (!came.equals(blob.digest())) {
            throw new RegistryException(
                    "digest mismatch: blob " + blob.digest() + " was expected, and what came is " + came);
        }
        return bytes;
    }

    /** Asks once for what is missing of a blob and writes what comes; it may be less than all. */
    void blob(String repository, Descriptor blob, BlobWriter writer, LongConsumer progress) throws IOException {
        var from = writer.position();
        var request = Request.of("GET", path(repository, "blobs/" + blob.digest()), pull(repository))
                .once();
        var body = new AtomicReference<BlobBody>();
        BodyHandler<Long> handler = info -> subscriber(
                info.statusCode(), info.headers().firstValue("Content-Range").orElse(""), from, writer, progress, body);
        try {
            var answer = transport.send(
                    from == 0 ? request : request.with("Range", "bytes=" + from + "-"),
                    handler,
                    () -> body.get() == null ? Long.MIN_VALUE : body.get().moved());
            if (answer.passing() || answer.status() == 416) {
                if (answer.status() == 416) {
                    writer.restart();
                }
                throw new BusyException(name + " is busy: " + answer.said(), answer.retryAfter());
            }
            if (answer.status() == 404) {
                throw new RegistryException(
                        "blob " + blob.digest() + " is not in " + name + "/" + repository, answer.status());
            }
            refuse(answer, repository, "blob " + blob.digest().shortHex());
        } finally {
            if (body.get() != null) {
                body.get().leave();
            }
        }
    }

    private static BodySubscriber<Long> subscriber(
            int status,
            String range,
            long from,
            BlobWriter writer,
            LongConsumer progress,
            AtomicReference<BlobBody> body) {
        var made = new BlobBody(writer, progress);
        body.set(made);
        if (from > 0 && (status != 206 || !range.startsWith("bytes " + from + "-"))) {
            made.restart();
        }
        return made;
    }

    URI path(String repository, String rest) {
        return transport.registry().resolve("/v2/" + repository + "/" + rest);
    }

    static List<String> pull(String repository) {
        return List.of("repository:" + repository + ":pull");
    }

    /** Turns what is no success into an error that says what helps. */
    void refuse(Answer<?> answer, String repository, String what) throws RegistryException {
        if (answer.ok()) {
            return;
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RegistryException(
                    "access denied: " + name + "/" + repository + " does not exist, or you may not do this there ("
                            + answer.said() + "); lab login " + (name.equals(ImageName.DOCKER_HUB) ? "" : name + " ")
                            + "says who you are",
                    answer.status());
        }
        throw new RegistryException(
                transport.registry() + " did not do it: " + what + ": " + answer.said(), answer.status());
    }
}
