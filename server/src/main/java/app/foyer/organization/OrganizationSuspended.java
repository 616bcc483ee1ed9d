package app.foyer.organization;

import java.time.Instant;

/// An organization has been suspended: told within the transaction, so that what depends on it changes with it.
public record OrganizationSuspended(OrganizationId organization, Instant at) {}
