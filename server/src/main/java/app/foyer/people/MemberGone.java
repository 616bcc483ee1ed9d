package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody has been removed or has left. Published in the transaction of that change.
///
/// @param by whose account did it; null when a token of the organization's own did
/// @param cancelInvitations whether the invitations to their addresses are to be canceled too
public record MemberGone(
        OrganizationId organization,
        AccountId account,
        boolean cancelInvitations,
        Actor actor,
        @Nullable AccountId by,
        Instant at) {}
