package app.foyer.mail;

import java.time.Instant;
import java.util.UUID;

/// An address that an organization's e-mails don't go to any more.
public record Suppression(UUID id, String address, Bounce.Kind kind, String reason, Instant createdAt) {}
