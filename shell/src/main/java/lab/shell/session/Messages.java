package lab.shell.session;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import lab.lessons.Language;

/** The lab's own words in a language. */
public final class Messages {

    private final ResourceBundle bundle;
    private final Locale locale;

    /** The words of a language. */
    public Messages(Language language) {
        locale = Locale.forLanguageTag(language.code());
        bundle = ResourceBundle.getBundle(
                "lab.shell.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A message with its arguments in their places; {@link MessageFormat}. */
    public String of(String key, Object... arguments) {
        var pattern = bundle.getString(key);
        return arguments.length == 0
                ? pattern.replace("''", "'")
                : new MessageFormat(pattern, locale).format(arguments);
    }
}
