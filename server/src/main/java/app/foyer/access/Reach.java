package app.foyer.access;

import app.foyer.organization.Application;
import app.foyer.people.AppRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An application that somebody can reach, as what and until when.
///
/// @param accessEndsAt null for no end
public record Reach(
        Application application,
        AppRole appRole,
        Reason reason,
        @Nullable Instant accessEndsAt) {}
