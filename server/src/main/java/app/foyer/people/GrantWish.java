package app.foyer.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An App role on one application that somebody is to get.
///
/// @param application id or slug
public record GrantWish(
        String application, AppRole appRole, @Nullable Instant accessEndsAt) {

    public static GrantWish of(String application, AppRole appRole) {
        return new GrantWish(application, appRole, null);
    }
}
