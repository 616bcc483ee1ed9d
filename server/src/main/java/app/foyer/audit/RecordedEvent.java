package app.foyer.audit;

import java.time.Instant;
import java.util.UUID;

/// An event as it stands in the record.
public record RecordedEvent(UUID id, Instant at, AuditEvent event) {}
