package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.people.AppRole;
import app.foyer.people.OrgRole;
import java.util.List;

/// What an admin asks for: the same for all addresses.
///
/// @param to whom, each address once
/// @param appGrants for guests only
/// @param locale language of the e-mail, a BCP 47 tag
record Invite(List<EmailAddress> to, OrgRole orgRole, List<Wish> appGrants, String locale) {

    /// An App role on one application.
    ///
    /// @param application id or slug
    record Wish(String application, AppRole appRole) {}
}
