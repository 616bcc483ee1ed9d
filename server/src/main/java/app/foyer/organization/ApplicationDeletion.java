package app.foyer.organization;

import java.time.Instant;

/// An application is about to be deleted. Whoever knows of somebody who has or is promised access to it refuses, by
/// throwing [ApplicationInUse].
public record ApplicationDeletion(OrganizationId organization, Application application, Instant at) {}
