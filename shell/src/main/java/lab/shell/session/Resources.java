package lab.shell.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts that lie beside the classes. */
public final class Resources {

    private Resources() {}

    /** The text with this name. */
    public static String text(String name) throws IOException {
        try (var in = Resources.class.getResourceAsStream("/lab/shell/" + name)) {
            if (in == null) {
                throw new IOException("/lab/shell/" + name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
