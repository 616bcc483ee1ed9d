package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.organization.Organization;
import app.foyer.problem.Forbidden;
import java.util.Optional;

/// A member about to do something in an organization: themselves, by a token they made, or as the admin who answers for
/// a token of the organization's own.
public record Acting(Organization organization, Member member, Caller caller) {

    public boolean may(Permission permission) {
        var reached = !(caller instanceof Caller.Token token)
                || permission.isReachedBy(token.scope(), token.organizationOwned());
        return reached && permission.isHeldBy(member.orgRole());
    }

    public void require(Permission permission) {
        if (!may(permission)) {
            throw new Forbidden();
        }
    }

    public Actor actor() {
        return caller.actor();
    }

    /// Whether somebody is the one who acts. What a token of the organization's own does is nobody's own doing.
    public boolean isSelf(MemberId id) {
        return inPerson().isPresent() && member.id().equals(id);
    }

    /// The account whose doing it is; none when a token of the organization's own acts.
    public Optional<AccountId> inPerson() {
        return caller instanceof Caller.Token token && token.organizationOwned()
                ? Optional.empty()
                : Optional.of(member.account());
    }
}
