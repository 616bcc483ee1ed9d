package app.foyer.mail;

import java.time.Instant;
import java.util.UUID;

/// An organization's e-mails to an address have come to an end. Said in the transaction that notes it.
public record AddressSuppressed(UUID organization, Suppression suppression, Instant now) {}
