package app.foyer.invitation;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.invitation.Invitation.Inviter;
import app.foyer.people.Caller;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Notices.Matter;
import app.foyer.people.Notices.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the holder of a dead link can do: ask for a new invitation. Its inviter is told, or all admins when that one
/// is no admin any more or wants no notices. If no admin wants any, it can't be asked for.
@Component
class AskingAgain {
    private final InvitationStore store;
    private final LinkStore links;
    private final AskStore asks;
    private final Acceptance acceptance;
    private final Notices notices;
    private final AuditLog audit;
    private final int limit;

    AskingAgain(
            InvitationStore store,
            LinkStore links,
            AskStore asks,
            Acceptance acceptance,
            Notices notices,
            AuditLog audit,
            InvitationSettings settings) {
        this.store = store;
        this.links = links;
        this.asks = asks;
        this.acceptance = acceptance;
        this.notices = notices;
        this.audit = audit;
        this.limit = settings.limits().askAgainPerInvitationPerHour();
    }

    /// What came of asking.
    sealed interface Answer {
        /// Somebody has been told.
        record PassedOn(DeadLink dead) implements Answer {}

        /// It has been asked for so often that nobody is told again until then.
        record TooSoon(DeadLink dead, Duration retryAfter) implements Answer {}

        /// The link isn't dead (any more).
        record NoNeed() implements Answer {}
    }

    /// @throws DeadLink when the link is none of ours, or asking wouldn't help
    @Transactional
    public Answer ask(String token, Optional<Caller.Person> caller, Instant now) {
        var link = InvitationLink.parse(token)
                .filter(l -> links.fit(l) != LinkStore.Fit.NONE)
                .orElseThrow(DeadLink::unknown);
        var _ = store.lock(link.organization(), link.invitation(), now).orElseThrow(DeadLink::unknown);
        var refused = acceptance.refusal(token, now);
        if (refused.isEmpty()) {
            return new Answer.NoNeed();
        }
        var dead = refused.get();
        var invitation = dead.invitation();
        if (invitation == null || !dead.askable()) {
            throw dead;
        }
        var readers = readers(invitation, now).orElseThrow(() -> dead);
        var before = asked(invitation);
        var wait = before.wait(now);
        if (wait.isPresent()) {
            return new Answer.TooSoon(dead, wait.get());
        }
        asks.note(invitation.organization(), invitation.id(), before.with(now).at());
        passOn(invitation, readers, caller, now);
        return new Answer.PassedOn(dead);
    }

    Asks asked(Invitation invitation) {
        return new Asks(asks.asked(invitation.organization(), invitation.id()), limit);
    }

    /// Who is told.
    ///
    /// @param inviter the one who is; null: all admins
    record Readers(@Nullable Inviter inviter) {}

    /// Who would be told; empty: nobody.
    Optional<Readers> readers(Invitation invitation, Instant now) {
        var listening = notices.listening(invitation.organization(), now);
        var inviter = invitation.invitedBy();
        if (listening.contains(inviter.id().value())) {
            return Optional.of(new Readers(inviter));
        }
        return listening.isEmpty() ? Optional.empty() : Optional.of(new Readers(null));
    }

    private void passOn(Invitation invitation, Readers readers, Optional<Caller.Person> caller, Instant now) {
        var organization = invitation.organization();
        var id = invitation.id().value();
        var email = invitation.email().typed();
        var reader = readers.inviter();
        // Whoever holds the link has shown that the address is theirs, with or without an account.
        var actor = caller.map(Caller.Person::actor).orElseGet(() -> new Actor(Actor.Type.ACCOUNT, null, email, null));
        audit.write(
                organization.value(),
                new AuditEvent("invitation.asked-again", actor, Invitations.target(invitation)),
                now);
        if (reader == null) {
            var matter = new Matter(id, email, null, Set.of());
            notices.tellAdmins(organization, NoticeKind.INVITATION_ASKED_AGAIN, List.of(matter), now);
        } else {
            var notice = new Notice(reader.id().value(), id, email, null);
            notices.tell(organization, NoticeKind.INVITATION_ASKED_AGAIN, List.of(notice), now);
        }
    }
}
