package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;

/// An invitation whose end has just been written down.
record Overdue(OrganizationId organization, InvitationId id, String email, AccountId inviter) {}
