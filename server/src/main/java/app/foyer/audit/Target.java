package app.foyer.audit;

import java.util.UUID;

/// What something was done to.
///
/// @param type a lower-case noun: `invitation`, `member`, `application`, `organization`, `token`
public record Target(String type, UUID id, String name) {}
