package app.foyer.people;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out who shows a bearer token: a program with an API token, or the operator.
public interface BearerTokens {
    /// @param secret what stands after `Bearer` in the Authorization header
    /// @param from the network address that the request comes from
    /// @throws app.foyer.problem.RateLimited when the token has been used too often
    /// @return empty when the token is not good (any more)
    Optional<Caller> callerOf(String secret, @Nullable String from, Instant now);
}
