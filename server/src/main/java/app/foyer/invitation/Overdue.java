package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;

/// An invitation whose end has just been written down.
///
/// @param suspended whether its organization is, so that nobody can do anything about it
record Overdue(OrganizationId organization, InvitationId id, String email, AccountId inviter, boolean suspended) {}
