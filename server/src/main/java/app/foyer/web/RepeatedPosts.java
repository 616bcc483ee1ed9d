package app.foyer.web;

import app.foyer.people.Caller;
import app.foyer.people.Needs;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.problem.Conflict;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import app.foyer.web.IdempotencyKeys.Answer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Answers a POST that is repeated with the same Idempotency-Key as it was answered before, without doing it again.
final class RepeatedPosts extends OncePerRequestFilter {
    static final String HEADER = "Idempotency-Key";
    private static final String GOOD_KEY = "[ -~]{1,200}";

    private static final Set<HttpStatus> REFUSED =
            Set.of(HttpStatus.CONFLICT, HttpStatus.PRECONDITION_FAILED, HttpStatus.UNPROCESSABLE_CONTENT);

    private static final PathPattern IN_AN_ORGANIZATION =
            PathPatternParser.defaultInstance.parse("/api/v1/organizations/{org}/{*rest}");

    private final IdempotencyKeys keys;
    private final People people;
    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final InstantSource clock;

    /// @param routes asked for late, as they aren't there yet when filters are made
    RepeatedPosts(
            IdempotencyKeys keys,
            People people,
            ObjectProvider<RequestMappingHandlerMapping> routes,
            InstantSource clock) {
        this.keys = keys;
        this.people = people;
        this.routes = routes;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !Requests.isForApi(request)
                || request.getHeader(HEADER) == null
                || Callers.current().isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var sent = Collections.list(request.getHeaders(HEADER));
            var key = sent.getFirst();
            if (sent.size() > 1 || !key.matches(GOOD_KEY)) {
                throw new Invalid(Flaw.ofParameter(HEADER, "flaw.idempotency-key-length"));
            }
            var body = request.getInputStream().readAllBytes();
            var hash = IdempotencyKeys.hash(request.getMethod(), request.getRequestURI(), body);
            var caller = Callers.current().orElseThrow();
            var scope = scope(caller);
            if (keys.take(scope, key, hash, clock.instant())) {
                run(scope, key, new ReadRequest(request, body), response, chain);
            } else {
                requireStillAllowed(request, caller);
                repeat(scope, key, hash, response);
            }
        } catch (Problem refused) {
            Refusals.send(request, response, refused);
        }
    }

    private void run(
            String scope, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        var kept = false;
        try {
            chain.doFilter(request, answer);
            kept = isWorthKeeping(answer);
            if (kept) {
                var location = answer.getHeader(HttpHeaders.LOCATION);
                var type = answer.getContentType();
                keys.keep(scope, key, new Answer(answer.getStatus(), type, location, answer.getContentAsByteArray()));
            }
        } finally {
            if (!kept) {
                keys.release(scope, key);
            }
            answer.copyBodyToResponse();
        }
    }

    // What was done, and what a verb refused. What never came so far may end otherwise next time.
    private static boolean isWorthKeeping(ContentCachingResponseWrapper answer) {
        var status = HttpStatus.valueOf(answer.getStatus());
        return answer.getContentSize() > 0 && (status.is2xxSuccessful() || REFUSED.contains(status));
    }

    // A kept answer is given without asking its route, which would refuse whoever may not do it any more.
    private void requireStillAllowed(HttpServletRequest request, Caller caller) {
        var path = IN_AN_ORGANIZATION.matchAndExtract(PathContainer.parsePath(request.getRequestURI()));
        if (path != null) {
            var organization = path.getUriVariables().getOrDefault("org", "");
            var acting = people.acting(caller, organization, clock.instant());
            needed(request).ifPresent(acting::require);
        }
    }

    private Optional<Permission> needed(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            var route = routes.getObject().getHandler(request);
            return route != null && route.getHandler() instanceof HandlerMethod method
                    ? Optional.ofNullable(method.getMethodAnnotation(Needs.class))
                            .map(Needs::value)
                    : Optional.empty();
        } catch (Exception noRoute) {
            throw new NotFound();
        }
    }

    private void repeat(String scope, String key, byte[] hash, HttpServletResponse response) throws IOException {
        var known = keys.find(scope, key).orElseThrow(() -> new Conflict("conflict.idempotency"));
        if (!Arrays.equals(known.requestHash(), hash)) {
            throw new Invalid(Flaw.ofParameter(HEADER, "flaw.idempotency-key"));
        }
        var answer = known.answer().orElseThrow(() -> new Conflict("conflict.idempotency"));
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        response.getOutputStream().write(answer.body());
    }

    private static String scope(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> "account:" + person.id().value();
            case Caller.Token token -> "token:" + token.id();
            case Caller.Operator _ -> "operator";
        };
    }
}
