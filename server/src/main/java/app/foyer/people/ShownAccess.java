package app.foyer.people;

import app.foyer.organization.ApplicationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An access as a form carries it along, to tell later what has changed since.
record ShownAccess(
        OrgRole orgRole, List<Grant> appGrants, @Nullable Instant endsAt) {

    record Grant(
            UUID id,
            String slug,
            String name,
            AppRole appRole,
            @Nullable Instant endsAt) {
        static Grant of(AppGrant g) {
            var a = g.application();
            return new Grant(a.id().value(), a.slug(), a.name(), g.appRole(), g.accessEndsAt());
        }

        AppGrant grant() {
            return new AppGrant(new AppGrant.Granted(new ApplicationId(id), slug, name), appRole, endsAt);
        }
    }

    static ShownAccess of(Access access) {
        return new ShownAccess(
                access.orgRole(), access.appGrants().stream().map(Grant::of).toList(), access.endsAt());
    }

    Access access() {
        return new Access(orgRole, appGrants.stream().map(Grant::grant).toList(), endsAt);
    }
}
