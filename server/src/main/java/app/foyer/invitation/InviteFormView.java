package app.foyer.invitation;

import app.foyer.mail.Languages;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.GrantRow;
import app.foyer.people.Member;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.PeopleSearch;
import app.foyer.problem.Sentences;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// What the invite form shows.
@Component
class InviteFormView {
    private static final int APPLICATIONS_SHOWN = 50;
    private static final int PEOPLE_SHOWN = 200;

    private final Applications applications;
    private final People people;
    private final InvitationSettings settings;
    private final Sentences sentences;
    private final InstantSource clock;

    InviteFormView(
            Applications applications,
            People people,
            InvitationSettings settings,
            Sentences sentences,
            InstantSource clock) {
        this.applications = applications;
        this.people = people;
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

    record ApplicationRow(
            UUID id,
            String name,
            String slug,
            Application.Kind kind,
            @Nullable AppRole appRole) {}

    record Choice(UUID id, String label) {}

    record Summary(int people, String orgRole, List<GrantRow> appGrants) {}

    record OutcomeRow(
            String email, String outcome, @Nullable UUID invitationId) {}

    static OutcomeRow row(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Invited(var i) -> new OutcomeRow(outcome.email(), "INVITED", i.id().value());
            case Outcome.AlreadyInvited already ->
                new OutcomeRow(
                        outcome.email(), "ALREADY_INVITED", already.invitation().value());
            case Outcome.AlreadyMember _ -> new OutcomeRow(outcome.email(), "ALREADY_MEMBER", null);
        };
    }

    String show(Acting acting, InviteForm form, Complaints complaints, Model model, Locale locale) {
        var chosen = chosen(acting, form);
        var found = found(acting, form);
        var rows = new LinkedHashMap<UUID, ApplicationRow>();
        chosen.forEach(a -> rows.put(a.id().value(), row(a, form)));
        found.rows().forEach(a -> rows.putIfAbsent(a.id().value(), row(a, form)));
        var times = settings.invitations();
        var count = form.addresses().good().size();
        model.addAttribute("form", form);
        model.addAttribute("applications", List.copyOf(rows.values()));
        model.addAttribute("moreApplications", found.next().isPresent());
        model.addAttribute("people", choices(acting));
        model.addAttribute("languages", Languages.written());
        model.addAttribute("limit", settings.limits().addressesPerRequest());
        model.addAttribute("count", count);
        model.addAttribute("validUntil", clock.instant().plus(times.validFor()));
        model.addAttribute("validFor", sentences.length(times.validFor(), locale));
        model.addAttribute("emailErrors", complaints.emails());
        model.addAttribute("errors", complaints.others());
        model.addAttribute("summary", summary(form, chosen, count));
        return "invitation/invite";
    }

    private static Summary summary(InviteForm form, List<Application> chosen, int count) {
        var grants = chosen.stream()
                .map(a -> new GrantRow(a.name(), Objects.requireNonNull(appRole(a, form)), null, false))
                .toList();
        return new Summary(count, form.role().orElse(OrgRole.MEMBER).name(), grants);
    }

    private List<Application> chosen(Acting acting, InviteForm form) {
        return form.appRoles().isEmpty()
                ? List.of()
                : applications.among(
                        acting.organization().id(), List.copyOf(form.appRoles().keySet()));
    }

    private app.foyer.database.Cursor.Slice<Application> found(Acting acting, InviteForm form) {
        var search = new Applications.Search(acting.organization().id(), form.searched(), null);
        return applications.page(search, null, Optional.empty(), APPLICATIONS_SHOWN);
    }

    private List<Choice> choices(Acting acting) {
        return people.page(acting, PeopleSearch.all(), Optional.empty(), PEOPLE_SHOWN).rows().stream()
                .map(m -> new Choice(m.id().value(), label(m)))
                .toList();
    }

    private static String label(Member member) {
        return "%s (%s)".formatted(member.name(), member.email());
    }

    private static ApplicationRow row(Application a, InviteForm form) {
        return new ApplicationRow(a.id().value(), a.name(), a.slug(), a.kind(), appRole(a, form));
    }

    private static @Nullable AppRole appRole(Application a, InviteForm form) {
        Map<String, AppRole> roles = form.appRoles();
        return roles.get(a.id().value().toString());
    }
}
