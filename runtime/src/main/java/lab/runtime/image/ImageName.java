package lab.runtime.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The full name of an image: where its registry is, what it is called there, and which one of that name.
 *
 * <p>Short names stand for Docker's: {@code alpine} is {@code docker.io/library/alpine:latest}. The grammar is that of the distribution
 * specification 1.1, "Pulling manifests", with the registry before it.
 *
 * @param registry the registry's host, with its port if it names one
 * @param repository the path in the registry
 * @param tag the tag, empty if only a digest was given
 * @param digest the digest of the manifest, empty if only a tag was given
 */
public record ImageName(String registry, String repository, Optional<String> tag, Optional<String> digest) {

    /** The registry of names that name none. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";
    private static final String LATEST = "latest";
    private static final int LONGEST = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HOST = Pattern.compile(
            "(?:\\[[0-9a-fA-F:]+]|[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*)"
                    + "(?::[0-9]{1,5})?");

    /**
     * The name that a text stands for.
     *
     * @throws ImageNameException if it is none; the message says what is wrong with it
     */
    public static ImageName parse(String text) throws ImageNameException {
        var at = text.indexOf('@');
        var digest = at < 0 ? "" : text.substring(at + 1);
        var name = at < 0 ? text : text.substring(0, at);
        var slash = name.indexOf('/');
        var first = slash < 0 ? "" : name.substring(0, slash);
        var named = !first.isEmpty()
                && (first.contains(".")
                        || first.contains(":")
                        || first.equals("localhost")
                        || !first.equals(first.toLowerCase(Locale.ROOT)));
        var registry = named ? first : DOCKER_HUB;
        var rest = named ? name.substring(slash + 1) : name;
        var colon = rest.lastIndexOf(':');
        var tag = colon < 0 ? "" : rest.substring(colon + 1);
        var path = colon < 0 ? rest : rest.substring(0, colon);
        if (at >= 0 && !isDigest(digest)) {
            throw new ImageNameException(
                    text, "a digest is sha256: and 64 digits of 0-9 and a-f, not \"" + digest + "\"");
        }
        if (colon >= 0 && !TAG.matcher(tag).matches()) {
            throw new ImageNameException(
                    text, "a tag has up to 128 letters, digits, \"_\", \".\" and \"-\", not \"" + tag + "\"");
        }
        check(text, registry, path);
        return new ImageName(
                registry.equals("index.docker.io") ? DOCKER_HUB : registry,
                registry.endsWith(DOCKER_HUB) && !path.contains("/") ? OFFICIAL + path : path,
                tag.isEmpty() ? Optional.of(LATEST).filter(latest -> at < 0) : Optional.of(tag),
                Optional.of(digest).filter(d -> !d.isEmpty()));
    }

    private static void check(String text, String registry, String path) throws ImageNameException {
        if (path.isEmpty()) {
            throw new ImageNameException(text, "the name is missing");
        }
        if (!path.equals(path.toLowerCase(Locale.ROOT))) {
            throw new ImageNameException(text, "names are in lower case");
        }
        if (!REPOSITORY.matcher(path).matches()) {
            throw new ImageNameException(
                    text,
                    "a name has words of a-z and 0-9, joined by \"/\", \".\", \"_\", \"__\" or \"-\", not \"" + path
                            + "\"");
        }
        if (HEX.matcher(path).matches()) {
            throw new ImageNameException(text, "64 hexadecimal digits are an id, not a name");
        }
        if (!HOST.matcher(registry).matches()) {
            throw new ImageNameException(text, "\"" + registry + "\" is no host of a registry");
        }
        if (registry.length() + 1 + path.length() > LONGEST) {
            throw new ImageNameException(text, "a name has " + LONGEST + " characters at most");
        }
    }

    /** Whether a text is a digest that the store can hold. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** Whether a text can be a repository's name in a registry. */
    public static boolean isRepository(String text) {
        return text.length() <= LONGEST && REPOSITORY.matcher(text).matches();
    }

    /** Whether a text can be a tag. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** What the registry is asked for: the digest if there is one, else the tag. */
    public String reference() {
        return digest.or(() -> tag).orElse(LATEST);
    }

    /** The registry and the repository, without tag and digest. */
    public String repositoryName() {
        return registry + "/" + repository;
    }

    /** The name without what goes without saying, as Docker shows it: no {@code docker.io/library/}. */
    public String familiar() {
        var shorter = registry.equals(DOCKER_HUB)
                ? repository.startsWith(OFFICIAL) ? repository.substring(OFFICIAL.length()) : repository
                : repositoryName();
        return shorter + suffix();
    }

    /** The same image under another tag. */
    public ImageName withTag(String other) {
        return new ImageName(registry, repository, Optional.of(other), Optional.empty());
    }

    /** The same repository, one image by its digest. */
    public ImageName withDigest(String other) {
        return new ImageName(registry, repository, Optional.empty(), Optional.of(other));
    }

    private String suffix() {
        return tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
    }

    @Override
    public String toString() {
        return repositoryName() + suffix();
    }
}
