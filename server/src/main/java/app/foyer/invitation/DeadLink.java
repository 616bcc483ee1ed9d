package app.foyer.invitation;

import app.foyer.organization.Organization;
import app.foyer.problem.Kind;
import app.foyer.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A link that lets nobody in (any more), and why.
final class DeadLink extends Problem {
    /// What the page says.
    enum Because {
        ACCEPTED,
        CANCELED,
        DECLINED,
        EXPIRED,
        REPLACED,
        UNKNOWN,
        SUSPENDED,
        INVITER_LOST,
        /// The access that it promises would be over already.
        ACCESS_OVER,
        NO_SEAT
    }

    private final Because because;
    private final @Nullable Invitation invitation;
    private final @Nullable Organization organization;

    DeadLink(Because because, @Nullable Invitation invitation, @Nullable Organization organization) {
        super(
                because == Because.UNKNOWN ? Kind.NOT_FOUND : Kind.CONFLICT,
                because == Because.UNKNOWN ? "not-found" : "invitation-not-pending");
        this.because = because;
        this.invitation = invitation;
        this.organization = organization;
    }

    static DeadLink unknown() {
        return new DeadLink(Because.UNKNOWN, null, null);
    }

    static DeadLink over(Invitation invitation, Organization organization, Instant now) {
        var because = switch (invitation.state()) {
            case InvitationState.Accepted _ -> Because.ACCEPTED;
            case InvitationState.Canceled canceled -> canceled.declined() ? Because.DECLINED : Because.CANCELED;
            case InvitationState.Pending _, InvitationState.Expired _ -> Because.EXPIRED;
        };
        return new DeadLink(because, invitation, organization);
    }

    Because because() {
        return because;
    }

    /// Whether a new invitation would help, and there is somebody who could send it.
    boolean askable() {
        if (organization == null || organization.suspended()) {
            return false;
        }
        return switch (because) {
            case CANCELED, DECLINED, EXPIRED, REPLACED, INVITER_LOST, ACCESS_OVER -> true;
            case ACCEPTED, UNKNOWN, SUSPENDED, NO_SEAT -> false;
        };
    }

    @Nullable
    Invitation invitation() {
        return invitation;
    }

    @Nullable
    Organization organization() {
        return organization;
    }

    /// Since when it is so, where that is known.
    @Nullable
    Instant at() {
        if (invitation == null) {
            return null;
        }
        return switch (invitation.state()) {
            case InvitationState.Accepted(var at) -> at;
            case InvitationState.Canceled canceled -> canceled.at();
            case InvitationState.Pending _, InvitationState.Expired _ ->
                switch (because) {
                    case EXPIRED -> invitation.expiresAt();
                    case ACCESS_OVER -> invitation.access().endsAt();
                    default -> null;
                };
        };
    }
}
