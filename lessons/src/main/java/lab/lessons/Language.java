package lab.lessons;

import java.util.Locale;
import java.util.Optional;

/** A language in which all content is complete. */
public enum Language {
    ENGLISH("en"),
    KOREAN("ko");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** The language named by an ISO 639 code or a locale name such as {@code ko_KR.UTF-8}, if there is content in it. */
    public static Optional<Language> of(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (wanted.equals(language.code)
                    || wanted.startsWith(language.code + "_")
                    || wanted.startsWith(language.code + "-")) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The two-letter ISO 639-1 code, which is also the folder name of the sources. */
    public String code() {
        return code;
    }
}
