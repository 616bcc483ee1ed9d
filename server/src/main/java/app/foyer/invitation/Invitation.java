package app.foyer.invitation;

import static app.foyer.invitation.InvitationStatus.ACCEPTED;
import static app.foyer.invitation.InvitationStatus.CANCELED;
import static app.foyer.invitation.InvitationStatus.EXPIRED;
import static app.foyer.invitation.InvitationStatus.PENDING;

import app.foyer.account.AccountId;
import app.foyer.account.EmailAddress;
import app.foyer.invitation.InvitationState.Accepted;
import app.foyer.invitation.InvitationState.Canceled;
import app.foyer.invitation.InvitationState.Expired;
import app.foyer.invitation.InvitationState.Pending;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Access;
import app.foyer.people.AppGrant;
import app.foyer.people.OrgRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An offer of membership to one e-mail address.
///
/// @param resentAt when it was resent, as far as the limit on e-mails needs to know
/// @param renewable whether it may still be resent: not once its address has been invited anew or its person is in
/// @param sponsored whether an admin stands behind it: the inviter still is one, or another has resent it
/// @param sentAt when the mail server took the last e-mail
/// @param version raised by each change that somebody makes
record Invitation(
        OrganizationId organization,
        InvitationId id,
        EmailAddress email,
        Access access,
        String locale,
        Inviter invitedBy,
        InvitationState state,
        Instant createdAt,
        Instant expiresAt,
        List<Instant> resentAt,
        boolean renewable,
        boolean sponsored,
        Delivery delivery,
        @Nullable Instant sentAt,
        int version) {

    /// Who invites. An account, since a token's doing is its maker's.
    ///
    /// @param email null when the account has been deleted since
    record Inviter(AccountId id, String name, @Nullable String email) {}

    OrgRole orgRole() {
        return access.orgRole();
    }

    List<AppGrant> appGrants() {
        return access.appGrants();
    }

    /// The same, read together with what a guest is promised.
    Invitation promising(List<AppGrant> appGrants) {
        return appGrants.isEmpty()
                ? this
                : new Invitation(
                        organization,
                        id,
                        email,
                        access.having(appGrants),
                        locale,
                        invitedBy,
                        state,
                        createdAt,
                        expiresAt,
                        resentAt,
                        renewable,
                        sponsored,
                        delivery,
                        sentAt,
                        version);
    }

    InvitationStatus status(Instant now) {
        return switch (state) {
            case Pending _ when !now.isBefore(expiresAt) -> EXPIRED;
            case Pending _ -> PENDING;
            case Expired _ -> EXPIRED;
            case Accepted _ -> ACCEPTED;
            case Canceled _ -> CANCELED;
        };
    }

    boolean resendable(Instant now) {
        return switch (status(now)) {
            case PENDING -> true;
            case EXPIRED -> renewable;
            case ACCEPTED, CANCELED -> false;
        };
    }

    boolean cancelable(Instant now) {
        return status(now) == PENDING;
    }

    Invitation accept(Instant now) {
        return whileStill(now, PENDING).become(new Accepted(now));
    }

    Invitation cancel(Instant now) {
        return whileStill(now, PENDING).become(new Canceled(now, false));
    }

    Invitation decline(Instant now) {
        return whileStill(now, PENDING).become(new Canceled(now, true));
    }

    /// The same offer for another full term. If its inviter is no longer an admin, `by` takes their place.
    Invitation resend(Inviter by, Duration validity, Instant now) {
        whileStill(now, PENDING, EXPIRED);
        if (!resendable(now)) {
            throw new InvitationNotPending();
        }
        var sponsor = sponsored ? invitedBy : by;
        var dayAgo = now.minus(Duration.ofDays(1));
        var resends = Stream.concat(resentAt.stream().filter(at -> at.isAfter(dayAgo)), Stream.of(now))
                .toList();
        return changed(access, sponsor, new Pending(), now.plus(validity), resends, true, Delivery.queued());
    }

    Invitation with(Access promised, Instant now) {
        whileStill(now, PENDING);
        return changed(promised, invitedBy, state, expiresAt, resentAt, sponsored, delivery);
    }

    /// When the last e-mail was asked for.
    Instant requestedAt() {
        return resentAt.isEmpty() ? createdAt : resentAt.getLast();
    }

    private Invitation whileStill(Instant now, InvitationStatus... allowed) {
        if (!Set.of(allowed).contains(status(now))) {
            throw new InvitationNotPending();
        }
        return this;
    }

    private Invitation become(InvitationState next) {
        return changed(access, invitedBy, next, expiresAt, resentAt, sponsored, delivery);
    }

    private Invitation changed(
            Access promised,
            Inviter by,
            InvitationState next,
            Instant until,
            List<Instant> resends,
            boolean backed,
            Delivery delivered) {
        return new Invitation(
                organization,
                id,
                email,
                promised,
                locale,
                by,
                next,
                createdAt,
                until,
                resends,
                renewable,
                backed,
                delivered,
                sentAt,
                version + 1);
    }
}
