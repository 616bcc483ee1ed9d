package app.foyer.people;

import app.foyer.database.Cursor;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// What the role form shows, on each page that has it.
@Component
public class RoleFormView {
    private static final int APPLICATIONS_SHOWN = 50;
    private static final int PEOPLE_SHOWN = 100;

    private final Applications applications;
    private final People people;

    RoleFormView(Applications applications, People people) {
        this.applications = applications;
        this.people = people;
    }

    record ApplicationRow(
            UUID id,
            String name,
            String slug,
            Application.Kind kind,
            @Nullable AppRole appRole,
            String endsOn) {}

    record Choice(UUID id, String label) {}

    record Summary(String orgRole, List<GrantRow> appGrants) {}

    /// The form with the roles of the member that it names; empty when it names none.
    public Optional<RoleForm> copied(Acting acting, RoleForm form, Instant now) {
        try {
            return Optional.of(form.copying(people.get(acting, form.copyFrom()), now));
        } catch (NotFound nobody) {
            return Optional.empty();
        }
    }

    public void add(Acting acting, RoleForm form, Model model) {
        var chosen = chosen(acting, form);
        var found = found(acting, form);
        var rows = new LinkedHashMap<UUID, ApplicationRow>();
        chosen.forEach(a -> rows.put(a.id().value(), row(a, form)));
        found.rows().forEach(a -> rows.putIfAbsent(a.id().value(), row(a, form)));
        model.addAttribute("roles", form);
        model.addAttribute("applications", List.copyOf(rows.values()));
        model.addAttribute("moreApplications", found.next().isPresent());
        model.addAttribute("people", choices(acting, form));
        model.addAttribute("summary", summary(form, chosen));
    }

    private static Summary summary(RoleForm form, List<Application> chosen) {
        var grants = chosen.stream()
                .map(a -> new GrantRow(a.name(), Objects.requireNonNull(appRole(a, form)), null, false))
                .toList();
        return new Summary(form.role().orElse(OrgRole.MEMBER).name(), grants);
    }

    private List<Application> chosen(Acting acting, RoleForm form) {
        return form.appRoles().isEmpty()
                ? List.of()
                : applications.among(
                        acting.organization().id(), List.copyOf(form.appRoles().keySet()));
    }

    private Cursor.Slice<Application> found(Acting acting, RoleForm form) {
        var search = new Applications.Search(acting.organization().id(), form.searched(), null);
        return applications.page(search, null, Optional.empty(), APPLICATIONS_SHOWN);
    }

    private List<Choice> choices(Acting acting, RoleForm form) {
        var search =
                new PeopleSearch(form.searchedPeople(), Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME);
        return people.page(acting, search, Optional.empty(), PEOPLE_SHOWN).rows().stream()
                .map(m -> new Choice(m.id().value(), "%s (%s)".formatted(m.name(), m.email())))
                .toList();
    }

    private static ApplicationRow row(Application a, RoleForm form) {
        var endsOn = form.grantsEndOn().getOrDefault(a.id().value().toString(), "");
        return new ApplicationRow(a.id().value(), a.name(), a.slug(), a.kind(), appRole(a, form), endsOn);
    }

    private static @Nullable AppRole appRole(Application a, RoleForm form) {
        return form.appRoles().get(a.id().value().toString());
    }
}
