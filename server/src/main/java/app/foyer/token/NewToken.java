package app.foyer.token;

import app.foyer.database.Ids;
import app.foyer.people.TokenScope;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an admin asks for.
///
/// @param id said by whoever asks, so that a form sent twice makes one token
/// @param organizationOwned null for as it goes without saying: not, unless it is made with one that is
record NewToken(
        UUID id,
        String name,
        TokenScope scope,
        @Nullable Instant expiresAt,
        @Nullable Boolean organizationOwned) {

    static NewToken of(String name, TokenScope scope, Instant now) {
        return new NewToken(Ids.next(now), name, scope, null, null);
    }

    /// The same as it may be made with another token: as long as that one, and whoever's that one is. (Its scope is
    /// no wider either: no scope makes tokens but the widest.)
    NewToken within(ApiToken with) {
        var fields = new Fields();
        if (organizationOwned != null && organizationOwned != with.organizationOwned()) {
            fields.flaw(Flaw.at(
                    "/organizationOwned",
                    with.organizationOwned() ? "flaw.token-of-organization" : "flaw.token-of-maker"));
        }
        var end = with.expiresAt();
        if (end != null && expiresAt != null && expiresAt.isAfter(end)) {
            fields.flaw(Flaw.at("/expiresAt", "flaw.token-outlives"));
        }
        fields.check();
        return new NewToken(id, name, scope, expiresAt == null ? end : expiresAt, with.organizationOwned());
    }
}
