package app.foyer.organization;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Changes;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The logos of organizations.
@Component
public class Logos {
    private final LogoStore store;
    private final OrganizationStore organizations;
    private final AuditLog audit;

    Logos(LogoStore store, OrganizationStore organizations, AuditLog audit) {
        this.store = store;
        this.organizations = organizations;
        this.audit = audit;
    }

    /// The picture that is the organization's logo now, if it is the one of this hash.
    public Optional<byte[]> png(OrganizationId organization, String hash) {
        return store.png(organization, hash);
    }

    /// The logos of those that have one.
    public Map<OrganizationId, byte[]> pngs(Collection<OrganizationId> organizations) {
        return organizations.isEmpty() ? Map.of() : store.pngs(organizations);
    }

    @Transactional
    public Organization set(OrganizationId id, LogoPicture picture, Actor actor, Instant now) {
        var before = organizations.lock(id).orElseThrow(NotFound::new);
        store.save(id, picture);
        return changed(before, actor, now);
    }

    @Transactional
    public Organization remove(OrganizationId id, Actor actor, Instant now) {
        var before = organizations.lock(id).orElseThrow(NotFound::new);
        store.remove(id);
        return changed(before, actor, now);
    }

    private Organization changed(Organization before, Actor actor, Instant now) {
        var after = organizations.byId(before.id()).orElseThrow(NotFound::new);
        var changes = new Changes().of("logo", told(before), told(after));
        if (!changes.none()) {
            audit.write(
                    after.id().value(),
                    Organizations.event("organization.edited", actor, after, changes.details()),
                    now);
        }
        return after;
    }

    private static @Nullable String told(Organization organization) {
        var logo = organization.letterhead().logo();
        return logo == null ? null : logo.told();
    }
}
