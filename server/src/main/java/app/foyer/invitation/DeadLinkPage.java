package app.foyer.invitation;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// The page of a link that lets nobody in: why, and what helps.
@Component
class DeadLinkPage {
    private final AskingAgain asking;

    DeadLinkPage(AskingAgain asking) {
        this.asking = asking;
    }

    /// @param token the link's; null where nothing more is to be asked of it
    /// @return the template
    String show(DeadLink link, @Nullable String token, boolean signedIn, Instant now, Model model) {
        var organization = link.organization();
        model.addAttribute("kind", link.because());
        model.addAttribute("at", link.at());
        model.addAttribute("zone", organization == null ? ZoneOffset.UTC : organization.timeZone());
        model.addAttribute("organizationName", organization == null ? null : organization.name());
        model.addAttribute("signedIn", signedIn);
        var invitation = link.invitation();
        if (invitation != null && link.askable()) {
            asking.readers(invitation, now).ifPresent(readers -> offerToAsk(invitation, readers, token, now, model));
        }
        return "invitation/dead-link";
    }

    private void offerToAsk(
            Invitation invitation, AskingAgain.Readers readers, @Nullable String token, Instant now, Model model) {
        var inviter = readers.inviter();
        var asked = asking.asked(invitation);
        model.addAttribute("inviterName", inviter == null ? null : inviter.name());
        model.addAttribute("email", invitation.email().typed());
        model.addAttribute("askedAt", asked.lastSince(invitation.requestedAt()).orElse(null));
        model.addAttribute("askWith", asked.wait(now).isPresent() ? null : token);
    }
}
