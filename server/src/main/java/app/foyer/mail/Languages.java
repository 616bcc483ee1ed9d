package app.foyer.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The languages of e-mails and of invitees' pages.
public final class Languages {
    /// A language under its own name.
    ///
    /// @param direction `ltr` or `rtl`
    public record Language(String tag, String name, String direction) {}

    private static final List<Language> WRITTEN = Stream.of("de", "en", "es", "fr", "pt", "ja", "ar")
            .map(tag -> new Language(tag, inItself(Locale.of(tag)), tag.equals("ar") ? "rtl" : "ltr"))
            .toList();

    private Languages() {}

    /// Those that texts are there for.
    public static List<Language> written() {
        return WRITTEN;
    }

    /// Whether texts are there for the language that a BCP 47 tag names, such as `de` or `pt-BR`.
    public static boolean know(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return tag.length() <= 35
                && locale.toLanguageTag().equalsIgnoreCase(tag)
                && written(locale).isPresent();
    }

    /// The language to write in for somebody who wishes for the language of a BCP 47 tag: the one without its region,
    /// English if nothing is written in it.
    public static Locale of(String tag) {
        return written(Locale.forLanguageTag(tag)).orElse(Locale.ENGLISH);
    }

    /// A language as texts have it, if there are any.
    public static Optional<Locale> written(Locale wish) {
        return WRITTEN.stream()
                .filter(language -> language.tag().equals(wish.getLanguage()))
                .findFirst()
                .map(language -> Locale.of(language.tag()));
    }

    /// The name of a language and the way it is written.
    public static Language language(Locale written) {
        return WRITTEN.stream()
                .filter(language -> language.tag().equals(written.getLanguage()))
                .findFirst()
                .orElseThrow();
    }

    private static String inItself(Locale locale) {
        var name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
