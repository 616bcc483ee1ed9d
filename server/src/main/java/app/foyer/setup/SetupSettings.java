package app.foyer.setup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the first start on an empty database makes.
///
/// @param bootstrap `FOYER_BOOTSTRAP_…`; without an admin's address there, the demo is made
@ConfigurationProperties("foyer")
record SetupSettings(@DefaultValue Bootstrap bootstrap) {

    /// @param organization its slug
    /// @param token becomes an API token of that organization: `foyer_` and at least 32 letters and digits
    record Bootstrap(
            @Nullable String adminEmail,
            @Nullable String organization,
            @Nullable String organizationName,
            @Nullable String token) {

        boolean isWanted() {
            return given(adminEmail) || given(organization) || given(token);
        }

        static boolean given(@Nullable String text) {
            return text != null && !text.isBlank();
        }

        @Override
        public String toString() {
            return "Bootstrap[adminEmail=" + adminEmail + ", organization=" + organization + "]";
        }
    }
}
