package app.foyer.people;

import app.foyer.organization.OrganizationId;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns the access that an admin asks for into access, by the same rules for members and for invitations.
@Component
public class AccessWishes {
    private final GrantWishes grants;

    AccessWishes(GrantWishes grants) {
        this.grants = grants;
    }

    /// Access for somebody who has none yet.
    ///
    /// @throws app.foyer.problem.Invalid naming each flaw
    public Access granted(
            OrganizationId organization,
            OrgRole orgRole,
            List<GrantWish> wishes,
            @Nullable Instant endsAt,
            Instant now) {
        var edit = new AccessEdit(orgRole, wishes, new AccessEdit.End(endsAt));
        return edited(organization, Access.of(orgRole, List.of()), edit, now);
    }

    /// Access after an edit. A date in the past is refused, unless it stands there already.
    ///
    /// @throws app.foyer.problem.Invalid naming each flaw
    public Access edited(OrganizationId organization, Access before, AccessEdit edit, Instant now) {
        var fields = new Fields();
        var role = Objects.requireNonNullElse(edit.orgRole(), before.orgRole());
        var appGrants = appGrants(organization, role, before, edit.appGrants(), fields, now);
        var endsAt = edit.end() == null ? before.endsAt() : edit.end().at();
        if (endsAt != null && !endsAt.isAfter(now) && !endsAt.equals(before.endsAt())) {
            fields.flaw(Flaw.at("/accessEndsAt", "flaw.past"));
        }
        fields.check();
        return new Access(role, appGrants, endsAt);
    }

    private List<AppGrant> appGrants(
            OrganizationId organization,
            OrgRole role,
            Access before,
            @Nullable List<GrantWish> wishes,
            Fields fields,
            Instant now) {
        if (wishes != null) {
            return grants.check(organization, role, wishes, before.appGrants(), fields, now);
        }
        if (role == OrgRole.GUEST && before.orgRole() != OrgRole.GUEST) {
            fields.flaw(Flaw.at("/appGrants", "flaw.required"));
        }
        return role == OrgRole.GUEST ? before.appGrants() : List.of();
    }
}
