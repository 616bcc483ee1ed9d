package app.foyer.token;

import app.foyer.audit.Target;
import app.foyer.people.AccountView;
import app.foyer.people.TokenScope;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API token that nobody has revoked.
///
/// @param organizationOwned whether it belongs to the organization, and so outlives its maker's place there
/// @param createdBy its maker, who may have left meanwhile
/// @param createdWith the token that it was made with, if it wasn't made in person: revoked together
/// @param lastUsedFrom network address of that request
/// @param makerIsAdmin whether its maker is an admin here now
record ApiToken(
        UUID id,
        String name,
        TokenScope scope,
        boolean organizationOwned,
        AccountView createdBy,
        @Nullable Origin createdWith,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        boolean makerIsAdmin) {

    /// The token that another one was made with.
    record Origin(UUID id, String name) {}

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /// Whether it opens the API now.
    boolean isActive(Instant now) {
        return !isExpired(now) && (organizationOwned || makerIsAdmin);
    }

    Target target() {
        return new Target("token", id, name);
    }

    /// What the audit log tells of its making.
    Map<String, Object> details() {
        var details = new TreeMap<String, Object>();
        details.put("scope", scope.word());
        if (organizationOwned) {
            details.put("organizationOwned", true);
        }
        if (expiresAt != null) {
            details.put("expiresAt", expiresAt.toString());
        }
        return details;
    }
}
