package app.foyer.web;

import app.foyer.people.Allowance;
import app.foyer.problem.RateLimited;
import jakarta.servlet.http.HttpServletResponse;

/// How much more a token may do, in headers (the IETF draft on RateLimit header fields).
final class RateLimits {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private RateLimits() {}

    static void tell(Allowance allowance, HttpServletResponse response) {
        response.setHeader(POLICY, "\"default\";q=" + allowance.limit() + ";w=" + Allowance.WINDOW.toSeconds());
        response.setHeader(
                LIMIT, "\"default\";r=" + allowance.remaining() + ";t=" + Refusals.wholeSeconds(allowance.left()));
    }

    static RateLimited exceeded(Allowance allowance) {
        return new RateLimited("rate-limited.token", allowance.left(), allowance.limit());
    }
}
