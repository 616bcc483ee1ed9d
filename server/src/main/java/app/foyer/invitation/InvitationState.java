package app.foyer.invitation;

import java.time.Instant;

/// What has been done with an invitation. It is expired as soon as [Pending] is seen too late, written down or not.
sealed interface InvitationState {
    record Pending() implements InvitationState {}

    /// Its end has been written down: it stays over, whatever the clock says from now on.
    record Expired() implements InvitationState {}

    record Accepted(Instant at) implements InvitationState {}

    /// @param declined by the invitee; otherwise an admin has taken it back
    record Canceled(Instant at, boolean declined) implements InvitationState {}
}
