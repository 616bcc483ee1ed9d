package app.foyer.invitation;

import app.foyer.account.Account;
import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.Organizations;
import app.foyer.people.Caller;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What invitees do: look at an invitation, accept it, decline it; by its link or signed in.
@Component
class Acceptance {
    private final InvitationStore store;
    private final LinkStore links;
    private final PromiseStore promises;
    private final InvitationLimits limits;
    private final Organizations organizations;
    private final Accounts accounts;
    private final People people;
    private final AuditLog audit;
    private final InviterNotices notices;

    Acceptance(
            InvitationStore store,
            LinkStore links,
            PromiseStore promises,
            InvitationLimits limits,
            Organizations organizations,
            Accounts accounts,
            People people,
            AuditLog audit,
            InviterNotices notices) {
        this.store = store;
        this.links = links;
        this.promises = promises;
        this.limits = limits;
        this.organizations = organizations;
        this.accounts = accounts;
        this.people = people;
        this.audit = audit;
        this.notices = notices;
    }

    /// An invitation as its invitee sees it.
    record Offer(Invitation invitation, Organization organization, boolean hasAccount) {}

    /// What a link opens. Changes nothing.
    ///
    /// @throws DeadLink when it opens nothing (any more)
    public Offer open(String token, Instant now) {
        var link = InvitationLink.parse(token).orElseThrow(DeadLink::unknown);
        var invitation = find(link, now);
        return check(links.fit(link), invitation, organization(link.organization()), now);
    }

    /// Why a link opens nothing; empty when it opens something.
    Optional<DeadLink> refusal(String token, Instant now) {
        try {
            open(token, now);
            return Optional.empty();
        } catch (DeadLink dead) {
            return Optional.of(dead);
        }
    }

    private Offer check(LinkStore.Fit fit, Invitation invitation, Organization organization, Instant now) {
        if (fit == LinkStore.Fit.NONE) {
            throw DeadLink.unknown();
        }
        checkOpen(invitation, organization, now);
        if (fit == LinkStore.Fit.FORMER) {
            throw new DeadLink(DeadLink.Because.REPLACED, invitation, organization);
        }
        return offer(invitation, organization);
    }

    private Offer offer(Invitation invitation, Organization organization) {
        return new Offer(
                invitation,
                organization,
                accounts.byAddress(invitation.email().key()).isPresent());
    }

    private static void checkOpen(Invitation invitation, Organization organization, Instant now) {
        if (invitation.status(now) != InvitationStatus.PENDING) {
            throw DeadLink.over(invitation, organization, now);
        }
        if (organization.suspended()) {
            throw new DeadLink(DeadLink.Because.SUSPENDED, invitation, organization);
        }
        if (!invitation.sponsored()) {
            throw new DeadLink(DeadLink.Because.INVITER_LOST, invitation, organization);
        }
        if (invitation.access().isOver(now)) {
            throw new DeadLink(DeadLink.Because.ACCESS_OVER, invitation, organization);
        }
    }

    /// What somebody has accepted.
    ///
    /// @param account who is in now
    record Accepted(Offer offer, Account account) {}

    /// Lets the person behind the link in. Without an account for the address one is made, with the name typed.
    @Transactional
    public Accepted accept(String token, @Nullable String name, Optional<Caller.Person> caller, Instant now) {
        var link = InvitationLink.parse(token).orElseThrow(DeadLink::unknown);
        // Before anything is locked: whoever has no link keeps nobody waiting.
        if (links.fit(link) == LinkStore.Fit.NONE) {
            throw DeadLink.unknown();
        }
        var organization =
                organizations.byId(link.organization()).map(limits::hold).orElseThrow(DeadLink::unknown);
        caller.ifPresent(person -> people.hold(organization.id(), person.id(), now));
        var fit = links.lock(link);
        var offer = check(fit, find(link, now), organization, now);
        return new Accepted(offer, join(offer, accountFor(offer, name, caller, now), caller, now));
    }

    /// The same for somebody who is signed in with the invited address, without the link.
    @Transactional
    public Account accept(OrganizationId organizationId, InvitationId id, Caller.Person caller, Instant now) {
        var organization = hold(organizationId);
        people.hold(organizationId, caller.id(), now);
        var invitation = lock(organizationId, id, now);
        requireOwn(invitation, caller);
        invitation.accept(now);
        checkOpen(invitation, organization, now);
        var offer = new Offer(invitation, organization, true);
        return join(offer, own(caller), Optional.of(caller), now);
    }

    private Account join(Offer offer, Account account, Optional<Caller.Person> caller, Instant now) {
        var organization = offer.organization();
        limits.checkSeatToJoin(organization, now);
        var accepted = offer.invitation().accept(now);
        var member = people.join(organization.id(), account, accepted.access(), now);
        if (accepted.orgRole() == OrgRole.GUEST) {
            promises.carryOver(organization.id(), accepted.id(), member);
        }
        notices.accepted(accepted, account, member, now);
        store.save(accepted);
        var actor = new Actor(
                Actor.Type.ACCOUNT,
                account.id().value(),
                account.name(),
                caller.map(Caller.Person::from).orElse(null));
        var details =
                Map.of("member", member.value(), "orgRole", accepted.orgRole().name());
        audit.write(
                organization.id().value(),
                new AuditEvent("invitation.accepted", actor, Invitations.target(accepted), details),
                now);
        return account;
    }

    private Account accountFor(Offer offer, @Nullable String name, Optional<Caller.Person> caller, Instant now) {
        var email = offer.invitation().email();
        if (caller.isPresent()) {
            if (!owns(caller.get(), email)) {
                throw new WrongAccount();
            }
            return own(caller.get());
        }
        if (offer.hasAccount()) {
            throw new SignInFirst();
        }
        var typed = PersonName.parse(name == null ? "" : name).orElseThrow(NameNeeded::new);
        return accounts.create(typed, email, offer.invitation().locale(), now);
    }

    /// The invitee says no, by the link. That is possible as long as the invitation waits, whether or not it could be
    /// accepted now.
    @Transactional
    public Offer decline(String token, Optional<Caller.Person> caller, Instant now) {
        var link = InvitationLink.parse(token).orElseThrow(DeadLink::unknown);
        var fit = links.lock(link);
        var invitation = find(link, now);
        var organization = organization(link.organization());
        checkWaiting(fit, invitation, organization, now);
        decline(invitation, caller, now);
        return offer(invitation, organization);
    }

    private static void checkWaiting(LinkStore.Fit fit, Invitation invitation, Organization organization, Instant now) {
        if (fit == LinkStore.Fit.NONE) {
            throw DeadLink.unknown();
        }
        if (invitation.status(now) != InvitationStatus.PENDING) {
            throw DeadLink.over(invitation, organization, now);
        }
        if (fit == LinkStore.Fit.FORMER) {
            throw new DeadLink(DeadLink.Because.REPLACED, invitation, organization);
        }
    }

    /// The same for somebody who is signed in with the invited address, without the link.
    @Transactional
    public void decline(OrganizationId organizationId, InvitationId id, Caller.Person caller, Instant now) {
        var invitation = lock(organizationId, id, now);
        requireOwn(invitation, caller);
        decline(invitation, Optional.of(caller), now);
    }

    private void decline(Invitation invitation, Optional<Caller.Person> caller, Instant now) {
        var declined = invitation.decline(now);
        notices.declined(declined, now);
        store.save(declined);
        // Whoever holds the link has shown that the address is theirs, with or without an account.
        var actor = caller.map(Caller.Person::actor)
                .orElseGet(() ->
                        new Actor(Actor.Type.ACCOUNT, null, invitation.email().typed(), null));
        audit.write(
                invitation.organization().value(),
                new AuditEvent("invitation.declined", actor, Invitations.target(declined)),
                now);
    }

    /// The invitations that somebody who is signed in can accept, with their organizations.
    public List<Offer> waitingFor(Caller.Person caller, Instant now) {
        var pending = store.pendingFor(caller.id(), now);
        var known = organizations.byIds(
                pending.stream().map(Invitation::organization).toList());
        return pending.stream()
                .map(i -> new Offer(i, Objects.requireNonNull(known.get(i.organization())), true))
                .toList();
    }

    private void requireOwn(Invitation invitation, Caller.Person caller) {
        if (!owns(caller, invitation.email())) {
            throw new NotFound();
        }
    }

    /// Whether the invited address is one of the caller's verified ones. Equal text alone is not ownership.
    boolean owns(Caller.Person caller, EmailAddress email) {
        return accounts.verifiedAddresses(caller.id()).stream()
                .anyMatch(own -> own.key().equals(email.key()));
    }

    private Account own(Caller.Person caller) {
        return accounts.byId(caller.id()).orElseThrow(NotFound::new);
    }

    private Organization hold(OrganizationId id) {
        return limits.hold(organization(id));
    }

    private Organization organization(OrganizationId id) {
        return organizations.byId(id).orElseThrow(NotFound::new);
    }

    private Invitation find(InvitationLink link, Instant now) {
        return store.find(link.organization(), link.invitation(), now).orElseThrow(DeadLink::unknown);
    }

    private Invitation lock(OrganizationId organization, InvitationId id, Instant now) {
        return store.lock(organization, id, now).orElseThrow(NotFound::new);
    }
}
