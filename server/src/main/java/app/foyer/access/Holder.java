package app.foyer.access;

import app.foyer.account.AccountId;
import app.foyer.people.AppRole;
import app.foyer.people.MemberId;
import app.foyer.people.OrgRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who has access to an application, as what and until when.
///
/// @param accessEndsAt null for no end
public record Holder(
        MemberId member,
        AccountId account,
        String name,
        String email,
        OrgRole orgRole,
        AppRole appRole,
        @Nullable Instant accessEndsAt) {

    public Reason reason() {
        return orgRole == OrgRole.GUEST ? Reason.GRANT : Reason.ORG_ROLE;
    }
}
