package app.foyer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Refuses writes that a browser says come from another site, before any token is looked at.
final class OwnPagesOnly extends OncePerRequestFilter {
    // With Referrer-Policy: no-referrer, browsers say so of our own forms too; then the token alone decides.
    private static final String HIDDEN = "null";

    private final String publicOrigin;

    OwnPagesOnly(URI publicUrl) {
        this.publicOrigin = Requests.originOf(publicUrl);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Requests.isWriting(request) && Requests.bearer(request).isEmpty() && isForeign(request)) {
            Refusals.send(request, response, new ForgedRequest());
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isForeign(HttpServletRequest request) {
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            return true;
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null
                && !origin.equals(HIDDEN)
                && !origin.equalsIgnoreCase(publicOrigin)
                && !origin.equalsIgnoreCase(Requests.originOf(ServletUriComponentsBuilder.fromRequestUri(request)
                        .build()
                        .toUri()));
    }
}
