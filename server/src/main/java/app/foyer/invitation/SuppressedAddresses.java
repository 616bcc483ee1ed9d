package app.foyer.invitation;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.database.Cursor;
import app.foyer.mail.AddressSuppressed;
import app.foyer.mail.Suppression;
import app.foyer.mail.SuppressionStore;
import app.foyer.people.Acting;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The addresses that an organization's e-mails don't go to any more, and what admins do about them.
@Component
class SuppressedAddresses {
    private static final int COUNTED = 1000;

    private final SuppressionStore store;
    private final AuditLog audit;

    SuppressedAddresses(SuppressionStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    Cursor.Slice<Suppression> page(Acting acting, Optional<Cursor> after, int limit) {
        acting.require(Permission.SEE_SETTINGS);
        return Cursor.slice(store.page(acting.organization().id().value(), after, limit + 1), limit);
    }

    /// How many there are, unless they are too many to count for each page.
    Optional<Integer> count(Acting acting) {
        acting.require(Permission.SEE_SETTINGS);
        return Optional.of(store.count(acting.organization().id().value(), COUNTED + 1))
                .filter(n -> n <= COUNTED);
    }

    /// Lets e-mails go to an address again.
    @Transactional
    public Suppression clear(Acting acting, UUID id, Instant now) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        var organization = acting.organization().id().value();
        var cleared = store.remove(organization, id).orElseThrow(NotFound::new);
        audit.write(organization, new AuditEvent("suppression.cleared", acting.actor(), target(cleared)), now);
        return cleared;
    }

    @EventListener
    void record(AddressSuppressed event) {
        var suppression = event.suppression();
        var details = Map.<String, Object>of("kind", suppression.kind().name(), "reason", suppression.reason());
        audit.write(
                event.organization(),
                new AuditEvent("suppression.added", Actor.system(), target(suppression), details),
                event.now());
    }

    private static Target target(Suppression suppression) {
        return new Target("suppression", suppression.id(), suppression.address());
    }
}
