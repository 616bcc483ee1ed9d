package app.foyer.account;

import app.foyer.database.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.List;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Gives the browser a secret and the table its SHA-256, so that who reads the table can't take over a session.
final class SessionSecrets implements SessionIdGenerator, HttpSessionIdResolver {
    private static final String COOKIE = "foyer_session";
    private static final String SECRET = "foyer.session-secret.";
    // A browser sends one. More come from a neighbour domain that plants some, and each would cost a look-up.
    private static final int MAX_COOKIES = 3;

    private final CookieSerializer cookies;

    SessionSecrets(boolean secure) {
        var serializer = new DefaultCookieSerializer();
        serializer.setCookieName(COOKIE);
        serializer.setCookiePath("/");
        serializer.setUseBase64Encoding(false);
        serializer.setUseHttpOnlyCookie(true);
        serializer.setUseSecureCookie(secure);
        serializer.setSameSite("Lax");
        serializer.setCookieMaxAge((int) SparingSessions.ABSOLUTE.toSeconds());
        this.cookies = serializer;
    }

    // The secret is needed once more, when the answer gets its cookie; until then it travels with the request.
    @Override
    public String generate() {
        var secret = Secrets.nextText();
        var id = idOf(secret);
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(SECRET + id, secret, RequestAttributes.SCOPE_REQUEST);
        return id;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        return cookies.readCookieValues(request).stream()
                .limit(MAX_COOKIES)
                .map(SessionSecrets::idOf)
                .toList();
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        if (!(request.getAttribute(SECRET + id) instanceof String secret)) {
            throw new IllegalStateException("A session can only be handed out by the request that began it");
        }
        cookies.writeCookieValue(new CookieValue(request, response, secret));
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookies.writeCookieValue(new CookieValue(request, response, ""));
    }

    private static String idOf(String secret) {
        return HexFormat.of().formatHex(Secrets.sha256(secret));
    }
}
