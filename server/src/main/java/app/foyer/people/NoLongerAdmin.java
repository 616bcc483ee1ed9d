package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;
import java.time.Instant;

/// An admin has been demoted or removed, has left, or their access has ended. Published in the transaction of that
/// change.
public record NoLongerAdmin(OrganizationId organization, AccountId account, Instant at) {}
