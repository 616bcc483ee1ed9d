package app.foyer.people;

import app.foyer.organization.ApplicationId;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An App role on one application, held by a guest or promised by an invitation.
///
/// @param accessEndsAt from when on it opens nothing, if it ends; left out of JSON if it does not
public record AppGrant(
        Granted application,
        AppRole appRole,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant accessEndsAt) {

    /// The application, as a list shows it.
    @Schema(name = "GrantedApplication")
    public record Granted(ApplicationId id, String slug, String name) {}

    public boolean isOver(Instant now) {
        return accessEndsAt != null && !now.isBefore(accessEndsAt);
    }
}
