package app.foyer.people;

import app.foyer.account.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account's place in one organization.
///
/// @param version raised by each edit
public record Member(
        MemberId id,
        AccountId account,
        String name,
        String email,
        Access access,
        Instant joinedAt,
        @Nullable Instant lastSeenAt,
        int version) {

    public OrgRole orgRole() {
        return access.orgRole();
    }

    public List<AppGrant> appGrants() {
        return access.appGrants();
    }

    public @Nullable Instant accessEndsAt() {
        return access.endsAt();
    }

    public boolean hasAccess(Instant now) {
        return !access.isOver(now);
    }

    /// The same, read together with what a guest may reach.
    Member having(List<AppGrant> appGrants) {
        return new Member(id, account, name, email, access.having(appGrants), joinedAt, lastSeenAt, version);
    }

    Member with(Access changed) {
        return new Member(id, account, name, email, changed, joinedAt, lastSeenAt, version + 1);
    }
}
