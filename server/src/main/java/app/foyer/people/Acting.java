package app.foyer.people;

import app.foyer.audit.Actor;
import app.foyer.organization.Organization;
import app.foyer.problem.Forbidden;

/// A member about to do something in an organization, themselves or by a token they made.
public record Acting(Organization organization, Member member, Caller caller) {

    public boolean may(Permission permission) {
        var scope = !(caller instanceof Caller.Token token) || token.mayChange() || !permission.changes();
        return scope && permission.isHeldBy(member.orgRole());
    }

    public void require(Permission permission) {
        if (!may(permission)) {
            throw new Forbidden();
        }
    }

    public Actor actor() {
        return caller.actor();
    }
}
