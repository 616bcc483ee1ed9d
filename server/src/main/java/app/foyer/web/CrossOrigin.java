package app.foyer.web;

import app.foyer.problem.Forbidden;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets pages of the listed origins call the API (CORS in the Fetch Standard) with bearer tokens, never with cookies.
/// Whoever isn't listed is answered as if there were no CORS, and their browsers keep the answer to themselves.
final class CrossOrigin extends OncePerRequestFilter {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE");
    private static final List<String> SENT = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            RepeatedPosts.HEADER,
            RequestIds.HEADER);
    private static final List<String> EXPOSED = List.of(
            HttpHeaders.ALLOW,
            HttpHeaders.ETAG,
            HttpHeaders.LINK,
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            RateLimits.LIMIT,
            RateLimits.POLICY,
            RequestIds.HEADER);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final CorsConfiguration rules = new CorsConfiguration();
    private final List<String> origins;

    CrossOrigin(CorsSettings settings) {
        origins = settings.corsOrigins();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(METHODS);
        rules.setAllowedHeaders(SENT);
        rules.setExposedHeaders(EXPOSED);
        rules.setMaxAge(REMEMBERED);
    }

    private static final DefaultCorsProcessor PROCESSOR = new DefaultCorsProcessor() {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // Answered below, in the API's form.
        }
    };

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return origins.isEmpty() || !request.getRequestURI().startsWith("/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            chain.doFilter(request, response);
            return;
        }
        var asksFirst = CorsUtils.isPreFlightRequest(request);
        if (asksFirst) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        }
        if (!PROCESSOR.processRequest(rules, request, response)) {
            Refusals.send(request, response, new Forbidden());
        } else if (!asksFirst) {
            chain.doFilter(request, response);
        }
    }
}
