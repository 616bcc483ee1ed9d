package app.foyer.account;

import app.foyer.mail.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/// A sentence for the next page that a signed-in person sees, kept in the session.
public final class Flash {
    private static final String KEY = "flash";
    private static final String LANGUAGE = "flash-language";

    private Flash() {}

    /// What was said, and in which language.
    public record Said(String sentence, Languages.Language language) {}

    public static void say(HttpServletRequest request, String sentence) {
        say(request, sentence, Locale.ENGLISH);
    }

    public static void say(HttpServletRequest request, String sentence, Locale language) {
        var session = request.getSession(false);
        if (session == null) {
            return;
        }
        session.setAttribute(KEY, sentence);
        session.setAttribute(LANGUAGE, language.toLanguageTag());
    }

    public static Optional<Said> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof String sentence)) {
            return Optional.empty();
        }
        var tag = session.getAttribute(LANGUAGE) instanceof String known ? known : "en";
        session.removeAttribute(KEY);
        session.removeAttribute(LANGUAGE);
        return Optional.of(new Said(sentence, Languages.language(Languages.of(tag))));
    }
}
