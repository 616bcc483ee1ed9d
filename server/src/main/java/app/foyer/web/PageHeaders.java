package app.foyer.web;

import app.foyer.account.SignInSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/// What browsers may do with an answer, unless the answer has said so itself.
@Component
class PageHeaders implements HeaderWriter {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    private final Map<String, String> headers = new LinkedHashMap<>();

    PageHeaders(SignInSettings settings) {
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cache-Control", "no-store");
        if (settings.isHttps()) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        headers.forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
    }
}
