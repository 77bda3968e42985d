package lab.shell;

import java.util.ArrayList;
import java.util.List;
import lab.lessons.Language;
import lab.shell.session.Settings;

/**
 * What stands before the command on the lab's own command line.
 *
 * @param language a language, empty for that of the locale
 * @param plain whether lines are stable
 * @param debug whether errors show where they come from
 * @param help whether all commands are listed
 * @param version whether the version is printed
 * @param file a file of lines to run, empty for none
 * @param line a line to run, empty for none
 * @param words the command and its arguments
 */
record Options(
        String language,
        boolean plain,
        boolean debug,
        boolean help,
        boolean version,
        String file,
        String line,
        List<String> words) {

    Options {
        words = List.copyOf(words);
    }

    static Options parse(List<String> args) {
        var language = "";
        var plain = false;
        var debug = false;
        var help = false;
        var version = false;
        var file = "";
        var line = "";
        var rest = new ArrayList<>(args);
        while (!rest.isEmpty() && rest.get(0).startsWith("-")) {
            var option = rest.remove(0);
            switch (option) {
                case "--plain" -> plain = true;
                case "--debug" -> debug = true;
                case "-h", "--help" -> help = true;
                case "-V", "--version" -> version = true;
                case "--lang" -> language = value(option, rest);
                case "-f" -> file = value(option, rest);
                case "-c" -> line = value(option, rest);
                default -> throw new IllegalArgumentException("unknown option " + option + "; see lab --help");
            }
        }
        return new Options(language, plain, debug, help, version, file, line, rest);
    }

    Settings apply(Settings settings) {
        var result = settings;
        if (!language.isEmpty()) {
            var wanted = Language.of(language);
            result = result.with(wanted.orElseThrow(
                    () -> new IllegalArgumentException("the lab speaks en and ko, not \"" + language + "\"")));
        }
        if (plain) {
            result = result.asPlain();
        }
        return debug ? result.asDebug() : result;
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value; see lab --help");
        }
        return rest.remove(0);
    }
}
