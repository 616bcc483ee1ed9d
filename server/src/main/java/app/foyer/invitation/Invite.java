package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.people.GrantWish;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an admin asks for: the same for all addresses.
///
/// @param to whom, each address once
/// @param appGrants for guests only
/// @param accessEndsAt from when on their access is to be over, if it ends
/// @param locale language of the e-mail, a BCP 47 tag
record Invite(
        List<EmailAddress> to,
        OrgRole orgRole,
        List<GrantWish> appGrants,
        @Nullable Instant accessEndsAt,
        String locale) {
    Invite to(List<EmailAddress> others) {
        return new Invite(others, orgRole, appGrants, accessEndsAt, locale);
    }
}
