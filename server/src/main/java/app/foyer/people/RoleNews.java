package app.foyer.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That somebody's access has been changed: what it was and what it is.
///
/// @param by who changed it
record RoleNews(String by, Roles before, Roles after) {

    /// An access as a letter tells it.
    record Roles(
            OrgRole orgRole,
            List<Grant> appGrants,
            @Nullable Instant endsAt) {
        static Roles of(Access access) {
            return new Roles(
                    access.orgRole(),
                    access.appGrants().stream()
                            .map(g -> new Grant(g.application().name(), g.appRole(), g.accessEndsAt()))
                            .toList(),
                    access.endsAt());
        }
    }

    record Grant(
            String applicationName,
            AppRole appRole,
            @Nullable Instant endsAt) {}
}
