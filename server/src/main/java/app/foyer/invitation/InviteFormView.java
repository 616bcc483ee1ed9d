package app.foyer.invitation;

import app.foyer.mail.Languages;
import app.foyer.people.Acting;
import app.foyer.people.RoleFormView;
import app.foyer.problem.Sentences;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// What the invite form shows.
@Component
class InviteFormView {
    private final RoleFormView roles;
    private final InvitationSettings settings;
    private final Sentences sentences;
    private final InstantSource clock;

    InviteFormView(RoleFormView roles, InvitationSettings settings, Sentences sentences, InstantSource clock) {
        this.roles = roles;
        this.settings = settings;
        this.sentences = sentences;
        this.clock = clock;
    }

    /// What is wrong with the addresses, line by line, and with the rest.
    record Complaints(List<String> emails, List<String> others) {
        static Complaints none() {
            return new Complaints(List.of(), List.of());
        }

        boolean any() {
            return !emails.isEmpty() || !others.isEmpty();
        }
    }

    record OutcomeRow(
            String email, String outcome, @Nullable UUID invitationId) {}

    static OutcomeRow row(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Suppressed suppressed -> new OutcomeRow(suppressed.email(), "SUPPRESSED", null);
            case Outcome.Invited(var i) -> new OutcomeRow(outcome.email(), "INVITED", i.id().value());
            case Outcome.AlreadyInvited already ->
                new OutcomeRow(
                        outcome.email(), "ALREADY_INVITED", already.invitation().value());
            case Outcome.AlreadyMember _ -> new OutcomeRow(outcome.email(), "ALREADY_MEMBER", null);
        };
    }

    String show(Acting acting, InviteForm form, Complaints complaints, Model model, Locale locale) {
        var times = settings.invitations();
        roles.add(acting, form.roles(), model);
        model.addAttribute("form", form);
        model.addAttribute("languages", Languages.written());
        model.addAttribute("limit", settings.limits().addressesPerRequest());
        model.addAttribute("count", form.addresses().good().size());
        model.addAttribute("validUntil", clock.instant().plus(times.validFor()));
        model.addAttribute("validFor", sentences.length(times.validFor(), locale));
        model.addAttribute("emailErrors", complaints.emails());
        model.addAttribute("errors", complaints.others());
        return "invitation/invite";
    }
}
