package lab.shell.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;

/**
 * How this run of the lab speaks and where it keeps things.
 *
 * @param language of lessons and messages
 * @param plain whether lines are stable: words instead of signs, no colour
 * @param unicode whether the terminal shows more than ASCII
 * @param debug whether errors show where they come from
 * @param interactive whether a person types at a terminal
 * @param paths where things are kept
 * @param env the environment
 */
public record Settings(
        Language language,
        boolean plain,
        boolean unicode,
        boolean debug,
        boolean interactive,
        LabPaths paths,
        Map<String, String> env) {

    /** Copies the environment. */
    public Settings {
        env = Map.copyOf(env);
    }

    /** The settings that an environment asks for; a terminal that shows ASCII only is spoken to in English. */
    public static Settings of(Map<String, String> env, boolean interactive) throws IOException {
        var locale = new Locales(env);
        var dumb = env.getOrDefault("TERM", "dumb").equals("dumb");
        var colourless = !env.getOrDefault("NO_COLOR", "").isEmpty();
        return new Settings(
                locale.unicode() ? Language.of(locale.language()).orElse(Language.ENGLISH) : Language.ENGLISH,
                !interactive || dumb || colourless,
                locale.unicode(),
                false,
                interactive && !dumb,
                LabPaths.of(env, uid(), home(env)),
                env);
    }

    /** The same with another language, which a learner who asks for it can read. */
    public Settings with(Language other) {
        return new Settings(other, plain, unicode || other != Language.ENGLISH, debug, interactive, paths, env);
    }

    /** The same with things kept elsewhere. */
    public Settings with(LabPaths elsewhere) {
        return new Settings(language, plain, unicode, debug, interactive, elsewhere, env);
    }

    /** The same with stable lines. */
    public Settings asPlain() {
        return new Settings(language, true, unicode, debug, interactive, paths, env);
    }

    /** The same with the origin of errors. */
    public Settings asDebug() {
        return new Settings(language, plain, unicode, true, interactive, paths, env);
    }

    /** The home folder, from the environment as for any shell; else that of the user database. */
    public Path home() {
        return home(env);
    }

    private static Path home(Map<String, String> env) {
        var home = env.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
    }

    /** The effective user id, without the time it takes to load what makes system calls. */
    private static int uid() throws IOException {
        return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue();
    }

    /** What the environment says about the locale; locale(7). */
    private record Locales(Map<String, String> env) {
        String language() {
            return first("LC_ALL", "LC_MESSAGES", "LANG");
        }

        boolean unicode() {
            return first("LC_ALL", "LC_CTYPE", "LANG")
                    .toUpperCase(Locale.ROOT)
                    .replace("-", "")
                    .contains("UTF8");
        }

        private String first(String... names) {
            for (var name : names) {
                var value = env.getOrDefault(name, "");
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return "C";
        }
    }
}
