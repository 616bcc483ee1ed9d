package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.database.Ids;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.Organizations;
import app.foyer.people.Caller;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// The pending invitations of somebody who is signed in, accepted and declined without their links.
@Controller
@RequestMapping("/my-invitations/{organization}/{invitation}")
public class MyInvitations {
    private final Acceptance acceptance;
    private final Organizations organizations;
    private final Sentences sentences;
    private final InstantSource clock;

    MyInvitations(Acceptance acceptance, Organizations organizations, Sentences sentences, InstantSource clock) {
        this.acceptance = acceptance;
        this.organizations = organizations;
        this.sentences = sentences;
        this.clock = clock;
    }

    public List<OfferRow> of(Caller.Person caller, Instant now, Locale locale) {
        return acceptance.waitingFor(caller, now).stream()
                .map(offer -> OfferRow.of(offer, refusal(offer.invitation(), now, locale), now))
                .toList();
    }

    private @Nullable String refusal(Invitation invitation, Instant now, Locale locale) {
        if (!invitation.sponsored()) {
            return sentences.say("dead.INVITER_LOST.title", locale);
        }
        return invitation.access().isOver(now) ? sentences.say("dead.ACCESS_OVER.title", locale) : null;
    }

    @PostMapping("/accept")
    String accept(
            @PathVariable String organization,
            @PathVariable String invitation,
            Caller.Person caller,
            HttpServletRequest request,
            Locale locale) {
        var joined = organization(organization);
        acceptance.accept(joined.id(), id(invitation), caller, clock.instant());
        Flash.say(request, sentences.say("done.accepted", locale, joined.name()));
        return "redirect:/o/" + joined.slug();
    }

    @PostMapping("/decline")
    String decline(
            @PathVariable String organization,
            @PathVariable String invitation,
            Caller.Person caller,
            HttpServletRequest request,
            Locale locale) {
        var declined = organization(organization);
        acceptance.decline(declined.id(), id(invitation), caller, clock.instant());
        Flash.say(request, sentences.say("done.declined", locale, declined.name()));
        return "redirect:/?all";
    }

    private Organization organization(String id) {
        return Ids.parse(id)
                .map(OrganizationId::new)
                .flatMap(organizations::byId)
                .orElseThrow(NotFound::new);
    }

    private static InvitationId id(String text) {
        return Ids.parse(text).map(InvitationId::new).orElseThrow(NotFound::new);
    }
}
