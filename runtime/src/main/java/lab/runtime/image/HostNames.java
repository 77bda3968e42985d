package lab.runtime.image;

import java.util.Optional;
import java.util.Set;

/**
 * Names in the store's index: that of an image that is put together from this host is one word, every other is a whole {@link ImageName},
 * as {@code docker.io/library/alpine:latest}.
 */
public final class HostNames {

    private static final Set<String> WORDS = Set.of(ImageStore.BASE, ImageStore.WORKBENCH, ImageStore.WEB);
    private static final String LATEST = ":latest";

    private HostNames() {}

    /** Whether it is the name of an image of this host. */
    public static boolean isOne(String text) {
        return WORDS.contains(plain(text));
    }

    /**
     * The name as the index has it.
     *
     * @throws ImageNameException if it is no name of an image
     */
    public static String index(String text) throws ImageNameException {
        return isOne(text) ? plain(text) : ImageName.parse(text).toString();
    }

    /** What stands before the tag, as people write it; empty for an image without a name. */
    public static String repository(String name) throws ImageNameException {
        if (name.isEmpty() || isOne(name)) {
            return plain(name);
        }
        var whole = ImageName.parse(name);
        var familiar = whole.familiar();
        var suffix = whole.toString().length() - whole.repositoryName().length();
        return familiar.substring(0, familiar.length() - suffix);
    }

    /** The tag; empty if it has none, {@code latest} for an image of this host. */
    public static Optional<String> tag(String name) throws ImageNameException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return isOne(name) ? Optional.of("latest") : ImageName.parse(name).tag();
    }

    /** The name as people write it. */
    public static String familiar(String name) throws ImageNameException {
        return name.isEmpty() || isOne(name)
                ? plain(name)
                : ImageName.parse(name).familiar();
    }

    private static String plain(String text) {
        return text.endsWith(LATEST) ? text.substring(0, text.length() - LATEST.length()) : text;
    }
}
