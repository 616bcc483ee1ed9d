package app.foyer.people;

import app.foyer.organization.ApplicationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An App role on one application, held by a guest or promised by an invitation.
///
/// @param accessEndsAt from when on it opens nothing, if it ends
public record AppGrant(
        Granted application, AppRole appRole, @Nullable Instant accessEndsAt) {

    /// The application, as a list shows it.
    public record Granted(ApplicationId id, String slug, String name) {}

    public boolean isOver(Instant now) {
        return accessEndsAt != null && !now.isBefore(accessEndsAt);
    }
}
