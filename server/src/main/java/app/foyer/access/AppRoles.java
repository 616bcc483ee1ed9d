package app.foyer.access;

import app.foyer.organization.Application;
import app.foyer.people.AppRole;
import app.foyer.people.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The effective App role of a member: admins administer all applications, members read all,
/// guests have their grants until these end.
final class AppRoles {
    private AppRoles() {}

    /// Nobody has any on an archived application.
    static Optional<AppRole> of(Member member, Application application, Instant now) {
        if (application.archived()) {
            return Optional.empty();
        }
        return switch (member.orgRole()) {
            case ADMIN -> Optional.of(AppRole.ADMIN);
            case MEMBER -> Optional.of(AppRole.READ);
            case GUEST ->
                member.appGrants().stream()
                        .filter(g -> g.application().id().equals(application.id()) && !g.isOver(now))
                        .map(g -> g.appRole())
                        .findFirst();
        };
    }

    /// The applications that a member may see; null for all.
    static @Nullable List<UUID> visible(Member member, Instant now) {
        return switch (member.orgRole()) {
            case ADMIN, MEMBER -> null;
            case GUEST ->
                member.appGrants().stream()
                        .filter(g -> !g.isOver(now))
                        .map(g -> g.application().id().value())
                        .toList();
        };
    }
}
