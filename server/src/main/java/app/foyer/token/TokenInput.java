package app.foyer.token;

import app.foyer.people.TokenScope;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what is asked for, from JSON and forms alike.
final class TokenInput {
    private TokenInput() {}

    /// @param fields what is wrong already
    /// @throws app.foyer.problem.Invalid when something is
    static NewToken read(
            UUID id,
            @Nullable String name,
            @Nullable TokenScope scope,
            @Nullable Instant expiresAt,
            @Nullable Boolean organizationOwned,
            Fields fields,
            Instant now) {
        var named = fields.name("/name", name);
        if (scope == null) {
            fields.flaw(Flaw.at("/scope", "flaw.no-scope"));
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.flaw(Flaw.at("/expiresAt", "flaw.token-past"));
        }
        fields.check();
        return new NewToken(id, named, Objects.requireNonNull(scope), expiresAt, organizationOwned);
    }
}
