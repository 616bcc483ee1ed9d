package app.foyer.mail;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The languages that e-mails are written in. What isn't translated yet is said in English.
public final class Languages {
    /// A language under its own name.
    public record Language(String tag, String name) {}

    private static final List<Language> ALL = Stream.of("en", "de", "fr", "es", "pt", "ja", "ar")
            .map(Locale::forLanguageTag)
            .map(locale -> new Language(locale.toLanguageTag(), inItself(locale)))
            .toList();

    private Languages() {}

    public static List<Language> all() {
        return ALL;
    }

    /// Whether e-mails can be written in the language that a BCP 47 tag names, such as `de` or `pt-BR`.
    public static boolean know(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return tag.length() <= 35
                && locale.toLanguageTag().equalsIgnoreCase(tag)
                && ALL.stream().anyMatch(l -> l.tag().equals(locale.getLanguage()));
    }

    private static String inItself(Locale locale) {
        var name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
