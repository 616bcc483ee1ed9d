package app.foyer.invitation;

import app.foyer.organization.Letterhead;
import app.foyer.people.GrantRow;
import app.foyer.people.Monogram;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invitation as its invitee reads it, on the link's page and on My organizations.
///
/// @param greeting the organization's own words, line by line
/// @param refusal why it can't be accepted now, in words; null when it can
public record OfferRow(
        UUID organizationId,
        UUID id,
        String organizationName,
        String initials,
        int hue,
        String inviterName,
        @Nullable String inviterEmail,
        String email,
        OrgRole orgRole,
        List<GrantRow> appGrants,
        @Nullable Instant accessEndsAt,
        Instant expiresAt,
        @Nullable String refusal,
        List<String> greeting,
        Letterhead.@Nullable Logo logo,
        @Nullable String logoPath) {

    static OfferRow of(Acceptance.Offer offer, @Nullable String refusal, Instant now) {
        var invitation = offer.invitation();
        var name = offer.organization().name();
        var monogram = Monogram.of(name);
        var greeting = offer.organization().letterhead().greeting();
        return new OfferRow(
                invitation.organization().value(),
                invitation.id().value(),
                name,
                monogram.initials(),
                monogram.hue(),
                invitation.invitedBy().name(),
                invitation.invitedBy().email(),
                invitation.email().typed(),
                invitation.orgRole(),
                GrantRow.of(invitation.appGrants(), now),
                invitation.access().endsAt(),
                invitation.expiresAt(),
                refusal,
                greeting == null ? List.of() : greeting.lines().toList(),
                offer.organization().letterhead().logo(),
                LogoPages.path(offer.organization()));
    }
}
