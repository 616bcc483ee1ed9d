package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.Objects;

/// Somebody whose access ends or has ended.
record Ending(
        OrganizationId organization,
        MemberId member,
        AccountId account,
        String name,
        String email,
        OrgRole orgRole,
        Instant endsAt) {

    static Ending of(OrganizationId organization, Member m) {
        var endsAt = Objects.requireNonNull(m.accessEndsAt());
        return new Ending(organization, m.id(), m.account(), m.name(), m.email(), m.orgRole(), endsAt);
    }
}
