package app.foyer.invitation;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The invitation's life has gone another way: somebody was quicker, or time was.
final class InvitationNotPending extends Problem {
    InvitationNotPending() {
        super(Kind.CONFLICT, "invitation-not-pending");
    }
}
