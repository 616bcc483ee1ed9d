package app.foyer.people;

import static app.foyer.people.OrgRole.ADMIN;
import static app.foyer.people.OrgRole.GUEST;
import static app.foyer.people.OrgRole.MEMBER;

import java.util.Set;

/// Who may do what: the one table. A verb asks it before it does anything.
public enum Permission {
    SEE_ORGANIZATION(false, ADMIN, MEMBER, GUEST),
    SEE_APPLICATIONS(false, ADMIN, MEMBER, GUEST),
    SEE_PEOPLE(false, ADMIN, MEMBER),
    SEE_AUDIT_LOG(false, ADMIN, MEMBER),
    SEE_INVITATIONS(false, ADMIN),
    SEE_PLAN(false, ADMIN),
    SEE_SETTINGS(false, ADMIN),
    REVIEW_ACCESS(false, ADMIN),
    INVITE(true, ADMIN),
    MANAGE_PEOPLE(true, ADMIN),
    CHOOSE_NOTICES(true, ADMIN),
    LEAVE(true, ADMIN, MEMBER, GUEST),
    MANAGE_APPLICATIONS(true, ADMIN),
    MANAGE_ORGANIZATION(true, ADMIN);

    private final boolean changes;
    private final Set<OrgRole> roles;

    Permission(boolean changes, OrgRole... roles) {
        this.changes = changes;
        this.roles = Set.of(roles);
    }

    /// Whether it is about changing something, which a token of scope `read` may not.
    public boolean changes() {
        return changes;
    }

    public boolean isHeldBy(OrgRole role) {
        return roles.contains(role);
    }
}
