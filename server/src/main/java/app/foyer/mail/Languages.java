package app.foyer.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The languages of e-mails.
public final class Languages {
    /// A language under its own name.
    public record Language(String tag, String name) {}

    /// What an invitation may ask for; one that isn't written yet is kept and said in English.
    private static final Set<String> KNOWN = Set.of("en", "de", "fr", "es", "pt", "ja", "ar");

    private static final List<Language> WRITTEN = Stream.of("en")
            .map(Locale::forLanguageTag)
            .map(locale -> new Language(locale.toLanguageTag(), inItself(locale)))
            .toList();

    private Languages() {}

    /// Those that texts are there for.
    public static List<Language> written() {
        return WRITTEN;
    }

    /// Whether an invitation may ask for the language that a BCP 47 tag names, such as `de` or `pt-BR`.
    public static boolean know(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return tag.length() <= 35
                && locale.toLanguageTag().equalsIgnoreCase(tag)
                && KNOWN.contains(locale.getLanguage());
    }

    private static String inItself(Locale locale) {
        var name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
