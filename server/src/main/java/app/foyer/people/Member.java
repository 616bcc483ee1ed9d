package app.foyer.people;

import app.foyer.account.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account's place in one organization.
///
/// @param appGrants what a guest may reach; empty for others, whose role says it for all applications
/// @param accessEndsAt from when on the access is over, if it ends
public record Member(
        MemberId id,
        AccountId account,
        String name,
        String email,
        OrgRole orgRole,
        List<AppGrant> appGrants,
        Instant joinedAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant accessEndsAt) {

    public boolean hasAccess(Instant now) {
        return accessEndsAt == null || now.isBefore(accessEndsAt);
    }
}
