package app.foyer.invitation;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.organization.OrganizationId;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Notices.Notice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down once that an invitation has expired, and tells its inviter. It has expired by the clock alone: this may
/// come late, on any node, a batch at a time.
@Component
class Expiry {
    static final int BATCH = 100;

    private final ExpiryStore store;
    private final AuditLog audit;
    private final Notices notices;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Expiry(ExpiryStore store, AuditLog audit, Notices notices, TransactionTemplate transaction, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${foyer.jobs-every:PT30S}", initialDelayString = "${foyer.jobs-every:PT30S}")
    void run() {
        noteAll(clock.instant());
    }

    void noteAll(Instant now) {
        int noted;
        do {
            noted = transaction.execute(_ -> noteSome(now));
        } while (noted == BATCH);
    }

    private int noteSome(Instant now) {
        var overdue = store.claim(now, BATCH);
        overdue.stream()
                .collect(Collectors.groupingBy(Overdue::organization))
                .forEach((organization, invitations) -> note(organization, invitations, now));
        return overdue.size();
    }

    private void note(OrganizationId organization, List<Overdue> overdue, Instant now) {
        var events = overdue.stream()
                .map(o -> new AuditEvent(
                        "invitation.expired", Actor.system(), new Target("invitation", o.id().value(), o.email())))
                .toList();
        audit.write(organization.value(), events, now);
        var told = overdue.stream()
                .filter(o -> !o.suspended())
                .map(o -> new Notice(o.inviter().value(), o.id().value(), o.email(), null))
                .toList();
        notices.tell(organization, NoticeKind.INVITATION_EXPIRED, told, now);
    }
}
