package lab.runtime.image;

import lab.runtime.kernel.Arch;

/**
 * What machine an image is for; OCI image-spec, "platform".
 *
 * @param os such as {@code linux}
 * @param architecture as Go names it, such as {@code amd64}
 * @param variant such as {@code v8}; empty for none
 */
public record Platform(String os, String architecture, String variant) {

    /** The machine that this is. */
    public static Platform current() {
        return new Platform("linux", Arch.current() == Arch.X86_64 ? "amd64" : "arm64", "");
    }

    /** Reads {@code OS/ARCHITECTURE[/VARIANT]}. */
    public static Platform parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("a platform is OS/ARCHITECTURE[/VARIANT], not \"" + text + "\"");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** Whether an image for another platform runs here; a variant counts only where both name one. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
