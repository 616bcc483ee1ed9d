package app.foyer.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// A sentence for the next page that a signed-in person sees, kept in the session.
public final class Flash {
    private static final String KEY = "flash";

    private Flash() {}

    public static void say(HttpServletRequest request, String sentence) {
        var session = request.getSession(false);
        if (session != null) {
            session.setAttribute(KEY, sentence);
        }
    }

    public static Optional<String> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof String sentence)) {
            return Optional.empty();
        }
        session.removeAttribute(KEY);
        return Optional.of(sentence);
    }
}
