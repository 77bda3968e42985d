package lab.shell.session;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;
import lab.runtime.kernel.Kernel;

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

    /** The settings that an environment asks for. */
    public static Settings of(Map<String, String> env, boolean interactive) {
        var locale = locale(env);
        var dumb = env.getOrDefault("TERM", "dumb").equals("dumb");
        var colourless = !env.getOrDefault("NO_COLOR", "").isEmpty();
        return new Settings(
                Language.of(locale).orElse(Language.ENGLISH),
                !interactive || dumb || colourless,
                locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"),
                false,
                interactive && !dumb,
                LabPaths.of(env, Kernel.get().geteuid(), Path.of(System.getProperty("user.home"))),
                env);
    }

    /** The same with another language. */
    public Settings with(Language other) {
        return new Settings(other, plain, unicode, debug, interactive, paths, env);
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

    private static String locale(Map<String, String> env) {
        for (var name : new String[] {"LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"}) {
            var value = env.getOrDefault(name, "");
            if (!value.isEmpty()) {
                var ctype = env.getOrDefault("LC_CTYPE", "");
                return name.equals("LC_MESSAGES") && !ctype.isEmpty() ? value + ctype : value;
            }
        }
        return "C";
    }
}
