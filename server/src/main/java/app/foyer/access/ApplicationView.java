package app.foyer.access;

import app.foyer.organization.Application;
import app.foyer.organization.ApplicationId;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An application as the API answers it.
///
/// @param appRole the caller's own effective role on it; null while it is archived
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Application")
record ApplicationView(
        ApplicationId id,
        String slug,
        String name,
        Application.Kind kind,
        @Nullable String url,
        boolean archived,
        @Nullable AppRole appRole) {
    static ApplicationView of(Application a, Acting acting, Instant now) {
        var role = AppRoles.of(acting.member(), a, now).orElse(null);
        return new ApplicationView(a.id(), a.slug(), a.name(), a.kind(), a.url(), a.archived(), role);
    }
}
