package app.foyer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/// What kind of request it is.
final class Requests {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String BEARER = "bearer ";

    private Requests() {}

    static boolean isForApi(HttpServletRequest request) {
        return isOfApi(request.getRequestURI());
    }

    static boolean isOfApi(String path) {
        return path.startsWith("/api/") || path.equals("/api") || path.startsWith("/hooks/");
    }

    static boolean isWriting(HttpServletRequest request) {
        return !READING.contains(request.getMethod());
    }

    /// An origin as browsers write it: without the port that its scheme has anyway.
    static String originOf(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var isDefaultPort = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + url.getHost() + (isDefaultPort ? "" : ":" + url.getPort());
    }

    /// The bearer token that is shown; only the API takes any.
    static Optional<String> bearer(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                        && isForApi(request)
                        && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
