package app.foyer.account;

import java.time.Instant;
import java.util.UUID;

/// A session, as its owner sees it.
///
/// @param id names it and opens nothing
/// @param current whether it is the one that asks
/// @param device a short description, such as `Firefox on Linux`
/// @param from the network address that it began from
public record SignedIn(UUID id, boolean current, Instant startedAt, Instant lastSeenAt, String device, String from) {}
