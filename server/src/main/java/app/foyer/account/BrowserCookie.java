package app.foyer.account;

import app.foyer.database.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/// Recognizes the browser that asked for a link when the link is opened.
@Component
class BrowserCookie {
    private static final String NAME = "foyer_browser";
    private static final Duration KEPT = Duration.ofDays(1);

    private final SignInSettings settings;

    BrowserCookie(SignInSettings settings) {
        this.settings = settings;
    }

    Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, NAME))
                .map(cookie -> cookie.getValue())
                .filter(value -> !value.isBlank());
    }

    /// The browser's cookie, renewed, or a new one.
    String renew(HttpServletRequest request, HttpServletResponse response) {
        var value =
                of(request).filter(known -> known.matches("[A-Za-z0-9_-]{43}")).orElseGet(Secrets::nextText);
        var cookie = ResponseCookie.from(NAME, value)
                .path("/")
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(settings.isHttps())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return value;
    }
}
