package app.foyer.invitation;

import java.time.Instant;

/// What has been done with an invitation. Expiry is no state of its own: it is [Pending] seen too late.
sealed interface InvitationState {
    record Pending() implements InvitationState {}

    record Accepted(Instant at) implements InvitationState {}

    /// @param declined by the invitee; otherwise an admin has taken it back
    record Canceled(Instant at, boolean declined) implements InvitationState {}
}
