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

    /// @param remindBefore how long before the end the invitee is reminded; 0 or not less than `validFor`: never
    record Times(
            @DefaultValue("P14D") Duration validFor,
            @DefaultValue("P2D") Duration remindBefore) {
        Times {
            BadSetting.checkTime("FOYER_INVITATIONS_VALID_FOR", validFor);
            BadSetting.checkTimeOrNone("FOYER_INVITATIONS_REMIND_BEFORE", remindBefore);
        }

        boolean remind() {
            return remindBefore.isPositive() && remindBefore.compareTo(validFor) < 0;
        }
    }

    /// @param askAgainPerInvitationPerHour how often the holder of a dead link may ask for a new invitation
    /// @param emailsPerAddressPerDay invitations and resends to one address, over all organizations
    record Limits(
            @DefaultValue("10") int addressesPerRequest,
            @DefaultValue("500") int invitationsPerOrganizationPerDay,
            @DefaultValue("10") int emailsPerAddressPerDay,
            @DefaultValue("1") int askAgainPerInvitationPerHour) {
        Limits {
            BadSetting.checkLimit("FOYER_LIMITS_ADDRESSES_PER_REQUEST", addressesPerRequest);
            BadSetting.checkLimit(
                    "FOYER_LIMITS_INVITATIONS_PER_ORGANIZATION_PER_DAY", invitationsPerOrganizationPerDay);
            BadSetting.checkLimit("FOYER_LIMITS_EMAILS_PER_ADDRESS_PER_DAY", emailsPerAddressPerDay);
            BadSetting.checkLimit("FOYER_LIMITS_ASK_AGAIN_PER_INVITATION_PER_HOUR", askAgainPerInvitationPerHour);
        }
    }
}
