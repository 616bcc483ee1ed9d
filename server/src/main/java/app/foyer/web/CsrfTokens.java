package app.foyer.web;

import app.foyer.account.Sessions;
import app.foyer.account.SignInSettings;
import app.foyer.database.InstanceKeys;
import app.foyer.database.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.WebUtils;

/// CSRF tokens that nobody has to store: a signature of the session, or of a cookie for those who have none.
@Component
class CsrfTokens implements CsrfTokenRepository {
    private static final String COOKIE = "foyer_csrf";
    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";
    private static final String ALGORITHM = "HmacSHA256";

    private final Sessions sessions;
    private final boolean secure;
    private final Supplier<byte[]> key;

    CsrfTokens(Sessions sessions, SignInSettings settings, InstanceKeys keys) {
        this.sessions = sessions;
        this.secure = settings.isHttps();
        this.key = SingletonSupplier.of(() -> keys.named("csrf"));
    }

    /// A token together with the cookie that it is valid for.
    private record StrangersToken(String getToken, String cookie) implements CsrfToken {
        @Override
        public String getHeaderName() {
            return HEADER;
        }

        @Override
        public String getParameterName() {
            return PARAMETER;
        }
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        var cookie = Secrets.nextText();
        return new StrangersToken(signatureOf("stranger:" + cookie), cookie);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token instanceof StrangersToken strangers) {
            var cookie = ResponseCookie.from(COOKIE, strangers.cookie)
                    .path("/")
                    .httpOnly(true)
                    .secure(secure)
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        var session = sessions.currentId(request);
        if (session != null) {
            return token("session:" + session);
        }
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isBlank() ? null : token("stranger:" + cookie.getValue());
    }

    private CsrfToken token(String bearer) {
        return new DefaultCsrfToken(HEADER, PARAMETER, signatureOf(bearer));
    }

    private String signatureOf(String bearer) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            return Secrets.text(mac.doFinal(bearer.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
