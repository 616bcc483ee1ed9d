package app.foyer.invitation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long invitations are good for, and how many there may be. A limit of 0 is none.
///
/// @param invitations `FOYER_INVITATIONS_…`
/// @param limits `FOYER_LIMITS_…`
@ConfigurationProperties("foyer")
record InvitationSettings(
        @DefaultValue Times invitations, @DefaultValue Limits limits) {

    record Times(@DefaultValue("P14D") Duration validFor) {}

    /// @param emailsPerAddressPerDay invitations and resends to one address, over all organizations
    record Limits(
            @DefaultValue("10") int addressesPerRequest,
            @DefaultValue("500") int invitationsPerOrganizationPerDay,
            @DefaultValue("10") int emailsPerAddressPerDay) {}
}
