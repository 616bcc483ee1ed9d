package app.foyer.invitation;

import app.foyer.people.MemberId;

/// What became of inviting one address.
sealed interface Outcome {
    String email();

    record Invited(Invitation invitation) implements Outcome {
        @Override
        public String email() {
            return invitation.email().typed();
        }
    }

    /// A pending invitation exists; it is left alone.
    record AlreadyInvited(String email, InvitationId invitation) implements Outcome {}

    record AlreadyMember(String email, MemberId member) implements Outcome {}

    /// The organization's e-mails to it have come back, so none is sent.
    ///
    /// @param reason why, in the words of whoever reported it
    record Suppressed(String email, String reason) implements Outcome {}
}
