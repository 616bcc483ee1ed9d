package app.foyer.invitation;

import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.organization.OrganizationSuspended;
import app.foyer.people.MemberGone;
import app.foyer.people.NoLongerAdmin;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What becomes of pending invitations when people or the organization go: those without an admin behind them wait
/// until an admin resends them.
@Component
class Sponsors {
    private final SponsorStore store;
    private final AuditLog audit;

    Sponsors(SponsorStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    @EventListener
    void on(OrganizationSuspended suspended) {
        store.loseSponsor(suspended.organization(), null);
    }

    @EventListener
    void on(NoLongerAdmin lost) {
        store.loseSponsor(lost.organization(), lost.account());
    }

    @EventListener
    void on(MemberGone gone) {
        if (!gone.cancelInvitations()) {
            return;
        }
        var canceled = store.cancelFor(gone.organization(), gone.account(), gone.at()).stream()
                .map(invitation -> new AuditEvent("invitation.canceled", gone.actor(), invitation))
                .toList();
        if (!canceled.isEmpty()) {
            audit.write(gone.organization().value(), canceled, gone.at());
        }
    }
}
