package app.foyer.invitation;

import app.foyer.problem.BadSetting;
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

    record Times(@DefaultValue("P14D") Duration validFor) {
        Times {
            BadSetting.checkTime("FOYER_INVITATIONS_VALID_FOR", validFor);
        }
    }

    /// @param emailsPerAddressPerDay invitations and resends to one address, over all organizations
    record Limits(
            @DefaultValue("10") int addressesPerRequest,
            @DefaultValue("500") int invitationsPerOrganizationPerDay,
            @DefaultValue("10") int emailsPerAddressPerDay) {
        Limits {
            BadSetting.checkLimit("FOYER_LIMITS_ADDRESSES_PER_REQUEST", addressesPerRequest);
            BadSetting.checkLimit(
                    "FOYER_LIMITS_INVITATIONS_PER_ORGANIZATION_PER_DAY", invitationsPerOrganizationPerDay);
            BadSetting.checkLimit("FOYER_LIMITS_EMAILS_PER_ADDRESS_PER_DAY", emailsPerAddressPerDay);
        }
    }
}
