package app.foyer.people;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out who shows a bearer token: a program with an API token, or the operator.
public interface BearerTokens {
    /// A token that is good, and how much more it may do.
    ///
    /// @param allowance null when there is no limit
    record Shown(Caller caller, @Nullable Allowance allowance) {}

    /// @param secret what stands after `Bearer` in the Authorization header
    /// @param from the network address that the request comes from
    /// @return empty when the token is not good (any more)
    Optional<Shown> callerOf(String secret, @Nullable String from, Instant now);
}
