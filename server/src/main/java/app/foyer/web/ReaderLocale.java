package app.foyer.web;

import app.foyer.mail.Languages;
import app.foyer.people.Caller;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;

/// The language that a page is in. Invitees' pages: the one that the page has set, such as its invitation's; else the
/// account's, else the browser's. Everything else is in English.
@Component(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
final class ReaderLocale implements LocaleResolver {
    private static final String SET = ReaderLocale.class.getName();

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(SET) instanceof Locale known) {
            return known;
        }
        if (!isForInvitees(request)) {
            return Locale.ENGLISH;
        }
        var found = account().or(() -> browser(request)).orElse(Locale.ENGLISH);
        request.setAttribute(SET, found);
        return found;
    }

    @Override
    public void setLocale(
            HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale language) {
        request.setAttribute(SET, language);
    }

    private static boolean isForInvitees(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var path = Objects.requireNonNullElse(failed, request.getRequestURI()).toString();
        return path.startsWith("/invitations/") || path.equals("/sign-in") || path.startsWith("/sign-in/");
    }

    private static Optional<Locale> account() {
        try {
            return Callers.current()
                    .filter(Caller.Person.class::isInstance)
                    .map(caller -> Languages.of(((Caller.Person) caller).locale()));
        } catch (DataAccessException | TransactionException databaseAway) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> browser(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null
                ? Optional.empty()
                : Collections.list(request.getLocales()).stream()
                        .flatMap(wish -> Languages.written(wish).stream())
                        .findFirst();
    }
}
