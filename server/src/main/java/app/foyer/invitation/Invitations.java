package app.foyer.invitation;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.database.Ids;
import app.foyer.invitation.Invitation.Inviter;
import app.foyer.mail.MailQueue;
import app.foyer.mail.SuppressionStore;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Access;
import app.foyer.people.AccessEdit;
import app.foyer.people.AccessWishes;
import app.foyer.people.Acting;
import app.foyer.people.MemberId;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.problem.Conflict;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What admins do with invitations. Each verb is one transaction: the change, its audit events and its e-mails.
@Component
class Invitations {
    private final InvitationStore store;
    private final InvitingStore inviting;
    private final FirstSecrets firstSecrets;
    private final InvitationLimits limits;
    private final AccessWishes wishes;
    private final AuditLog audit;
    private final MailQueue mails;
    private final SuppressionStore suppressions;
    private final InvitationSettings settings;

    Invitations(
            InvitationStore store,
            InvitingStore inviting,
            FirstSecrets firstSecrets,
            InvitationLimits limits,
            AccessWishes wishes,
            AuditLog audit,
            MailQueue mails,
            SuppressionStore suppressions,
            InvitationSettings settings) {
        this.store = store;
        this.inviting = inviting;
        this.firstSecrets = firstSecrets;
        this.limits = limits;
        this.wishes = wishes;
        this.audit = audit;
        this.mails = mails;
        this.suppressions = suppressions;
        this.settings = settings;
    }

    /// Invites each address that is neither in nor invited. The number of statements doesn't depend on that of
    /// addresses, and is the smaller where nothing is known of any.
    @Transactional
    public List<Outcome> invite(Acting acting, Invite invite, Instant now) {
        requireToOffer(acting, invite.orgRole());
        var organization = limits.hold(acting.organization());
        var access =
                wishes.granted(organization.id(), invite.orgRole(), invite.appGrants(), invite.accessEndsAt(), now);
        var offers = offers(acting, invite, access, now);
        var writtenBefore = insert(acting, offers, now);
        var inserted = offers.stream()
                .filter(o -> writtenBefore.containsKey(o.id().value()))
                .toList();
        if (!inserted.isEmpty() && !access.appGrants().isEmpty()) {
            store.grant(
                    organization.id(),
                    inserted.stream().map(i -> i.id().value()).toList(),
                    access.appGrants());
        }
        if (!inserted.isEmpty()) {
            var emails = inserted.stream().map(Invitation::email).toList();
            limits.check(organization, emails, Collections.max(writtenBefore.values()), now);
            tell(inserted, "invitation.created", acting.actor(), now);
        }
        return outcomes(acting, offers, inserted, now);
    }

    // Those that an expired invitation is in the way of can be inserted once that is noted.
    private Map<UUID, Integer> insert(Acting acting, List<Invitation> offers, Instant now) {
        var since = InvitationLimits.since(now);
        var writtenBefore = new HashMap<>(inviting.insert(offers, firstSecrets::make, since));
        var rest = offers.stream()
                .filter(o -> !writtenBefore.containsKey(o.id().value()))
                .toList();
        if (!rest.isEmpty() && supersede(known(acting.organization().id(), rest, now), acting, now)) {
            writtenBefore.putAll(inviting.insert(rest, firstSecrets::make, since));
        }
        return writtenBefore;
    }

    private Map<String, InvitingStore.Known> known(OrganizationId organization, List<Invitation> offers, Instant now) {
        var keys = offers.stream().map(offer -> offer.email().key()).toList();
        return inviting.known(organization, keys, now).stream()
                .collect(Collectors.toMap(InvitingStore.Known::key, Function.identity()));
    }

    private boolean supersede(Map<String, InvitingStore.Known> known, Acting acting, Instant now) {
        var over = known.values().stream()
                .filter(k -> k.over() && k.suppressed() == null)
                .map(InvitingStore.Known::key)
                .toList();
        if (!over.isEmpty()) {
            noteExpired(inviting.supersede(acting.organization().id(), over, now), acting, now);
        }
        return !over.isEmpty();
    }

    private static void requireToOffer(Acting acting, OrgRole role) {
        acting.require(role == OrgRole.ADMIN ? Permission.INVITE_ADMINS : Permission.INVITE);
    }

    private List<Invitation> offers(Acting acting, Invite invite, Access access, Instant now) {
        var ids = Ids.next(invite.to().size(), now).iterator();
        return invite.to().stream()
                .map(address -> new Invitation(
                        acting.organization().id(),
                        new InvitationId(ids.next()),
                        address,
                        access,
                        invite.locale(),
                        inviter(acting),
                        new InvitationState.Pending(),
                        now,
                        now.plus(settings.invitations().validFor()),
                        List.of(),
                        true,
                        true,
                        Delivery.queued(),
                        null,
                        1))
                .toList();
    }

    private List<Outcome> outcomes(Acting acting, List<Invitation> offers, List<Invitation> inserted, Instant now) {
        if (inserted.size() == offers.size()) {
            return inserted.stream().<Outcome>map(Outcome.Invited::new).toList();
        }
        var known = known(acting.organization().id(), offers, now);
        var outcomes = new ArrayList<Outcome>();
        for (var offer : offers) {
            var found = known.get(offer.email().key());
            if (inserted.contains(offer)) {
                outcomes.add(new Outcome.Invited(offer));
            } else if (found != null && found.member() != null) {
                outcomes.add(new Outcome.AlreadyMember(offer.email().typed(), new MemberId(found.member())));
            } else if (found != null && found.pending() != null) {
                outcomes.add(new Outcome.AlreadyInvited(offer.email().typed(), new InvitationId(found.pending())));
            } else if (found != null && found.suppressed() != null) {
                outcomes.add(new Outcome.Suppressed(offer.email().typed(), found.suppressed()));
            } else {
                // Its pending invitation ended between our insert and now; nothing half-done stays.
                throw new InvitationNotPending();
            }
        }
        return outcomes;
    }

    @Transactional
    public Invitation resend(Acting acting, InvitationId id, Instant now) {
        acting.require(Permission.INVITE);
        var organization = limits.hold(acting.organization());
        var before = store.lock(organization.id(), id, now).orElseThrow(NotFound::new);
        requireToOffer(acting, before.access().orgRole());
        var after = before.resend(inviter(acting), settings.invitations().validFor(), now);
        checkSuppressed(before);
        var expired = before.status(now) == InvitationStatus.EXPIRED;
        if (expired && store.expire(before)) {
            noteExpired(before, now);
        }
        store.save(after);
        limits.checkAddresses(List.of(after.email()), now);
        if (expired) {
            limits.checkSeats(organization, now);
        }
        tell(List.of(after), "invitation.resent", acting.actor(), now);
        return after;
    }

    private void checkSuppressed(Invitation invitation) {
        var key = invitation.email().key();
        var reason = suppressions
                .among(invitation.organization().value(), List.of(key))
                .get(key);
        if (reason != null) {
            throw new Conflict("conflict.suppressed", invitation.email().typed(), reason);
        }
    }

    @Transactional
    public Invitation cancel(Acting acting, InvitationId id, Instant now) {
        acting.require(Permission.INVITE);
        var after = store.lock(acting.organization().id(), id, now)
                .orElseThrow(NotFound::new)
                .cancel(now);
        store.save(after);
        record(after, "invitation.canceled", acting.actor(), now);
        return after;
    }

    /// Changes what a pending invitation promises.
    ///
    /// @param condition which version the edit is meant for
    @Transactional
    public Invitation edit(Acting acting, InvitationId id, AccessEdit edit, IfMatch condition, Instant now) {
        acting.require(Permission.EDIT_INVITATIONS);
        var before = store.lock(acting.organization().id(), id, now).orElseThrow(NotFound::new);
        condition.require(before.version());
        var access = wishes.edited(before.organization(), before.access(), edit, now);
        var after = before.with(access, now);
        if (access.equals(before.access())) {
            return before;
        }
        store.save(after);
        store.ungrant(after.organization(), id);
        if (!access.appGrants().isEmpty()) {
            store.grant(after.organization(), List.of(id.value()), access.appGrants());
        }
        audit.write(
                after.organization().value(),
                new AuditEvent(
                        "invitation.edited",
                        acting.actor(),
                        target(after),
                        Map.of(
                                "before", before.access().details(),
                                "after", after.access().details())),
                now);
        return after;
    }

    public Invitation get(Acting acting, InvitationId id, Instant now) {
        acting.require(Permission.SEE_INVITATIONS);
        return store.find(acting.organization().id(), id, now).orElseThrow(NotFound::new);
    }

    private void tell(List<Invitation> invitations, String action, Actor actor, Instant now) {
        var organization = invitations.getFirst().organization().value();
        var events = invitations.stream()
                .map(i -> new AuditEvent(action, actor, target(i), i.access().details()))
                .toList();
        audit.write(organization, events, now);
        var letters = invitations.stream()
                .map(i -> new MailQueue.NewMail(i.id().value(), i.email().deliverable()))
                .toList();
        mails.enqueue(InvitationMails.KIND, organization, letters, now);
    }

    private void record(Invitation invitation, String action, Actor actor, Instant now) {
        audit.write(invitation.organization().value(), new AuditEvent(action, actor, target(invitation)), now);
    }

    private void noteExpired(Invitation invitation, Instant now) {
        record(invitation, "invitation.expired", Actor.system(), now);
    }

    private void noteExpired(List<InvitingStore.Superseded> superseded, Acting acting, Instant now) {
        var events = superseded.stream()
                .filter(InvitingStore.Superseded::nowExpired)
                .map(s -> new AuditEvent(
                        "invitation.expired", Actor.system(), new Target("invitation", s.id(), s.email())))
                .toList();
        if (!events.isEmpty()) {
            audit.write(acting.organization().id().value(), events, now);
        }
    }

    static Target target(Invitation invitation) {
        return new Target(
                "invitation", invitation.id().value(), invitation.email().typed());
    }

    private static Inviter inviter(Acting acting) {
        var member = acting.member();
        return new Inviter(member.account(), member.name(), member.email());
    }
}
