package app.foyer.mail;

import org.jspecify.annotations.Nullable;

/// An e-mail as it is read.
///
/// @param text the plain part
/// @param html the part that mail programs show
/// @param locale its language, as a BCP 47 tag
/// @param image what the HTML shows, if it shows one; it comes along, so that nothing is fetched from anywhere
public record Letter(
        String subject,
        String text,
        String html,
        String locale,
        @Nullable InlineImage image) {

    public Letter(String subject, String text, String html, String locale) {
        this(subject, text, html, locale, null);
    }

    public Letter with(@Nullable InlineImage other) {
        return new Letter(subject, text, html, locale, other);
    }
}
