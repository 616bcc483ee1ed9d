package app.foyer.home;

import app.foyer.database.Paging;
import app.foyer.invitation.InvitationCount;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.GrantRow;
import app.foyer.people.Member;
import app.foyer.people.Monogram;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.PageLinks;
import app.foyer.people.People;
import app.foyer.people.PeopleSearch;
import app.foyer.people.PeopleTabs;
import app.foyer.people.Permission;
import app.foyer.problem.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// People > Platform Access: who is in.
@Controller
class PeoplePages {
    private static final int APPLICATIONS_TO_CHOOSE = 200;

    private final People people;
    private final InvitationCount invitations;
    private final Applications applications;
    private final InstantSource clock;

    PeoplePages(People people, InvitationCount invitations, Applications applications, InstantSource clock) {
        this.people = people;
        this.invitations = invitations;
        this.applications = applications;
        this.clock = clock;
    }

    /// What is looked for.
    ///
    /// @param here the path of the list
    /// @param applications what can be chosen from
    record Filter(
            String here,
            String q,
            String orgRole,
            String application,
            String sort,
            List<ApplicationChoice> applications) {}

    /// @param actions whether people can be edited and removed
    record Columns(boolean actions) {}

    record ApplicationChoice(String slug, String name) {}

    /// How many applications somebody can open.
    enum Reach {
        ALL,
        SOME,
        NONE;

        static Reach of(Member m) {
            if (m.orgRole() != OrgRole.GUEST) {
                return ALL;
            }
            return m.appGrants().isEmpty() ? NONE : SOME;
        }
    }

    /// @param path where the person is edited and removed, for those who may
    record Row(
            @Nullable String path,
            String name,
            String email,
            boolean you,
            OrgRole orgRole,
            Reach reach,
            List<GrantRow> appGrants,
            Instant joinedAt,
            @Nullable Instant lastSeenAt,
            @Nullable Instant accessEndsAt,
            boolean ended,
            boolean ending) {
        /// @param list the path of the list that it stands in
        static Row of(Member m, Acting acting, String list, Instant now) {
            return new Row(
                    acting.may(Permission.MANAGE_PEOPLE) ? list + "/" + m.id().value() : null,
                    m.name(),
                    m.email(),
                    m.id().equals(acting.member().id()),
                    m.orgRole(),
                    Reach.of(m),
                    GrantRow.of(m.appGrants(), now),
                    m.joinedAt(),
                    m.lastSeenAt(),
                    m.accessEndsAt(),
                    !m.hasAccess(now),
                    m.hasAccess(now) && m.accessEndsAt() != null);
        }

        /// Only looked at where the row is written anew.
        public Monogram monogram() {
            return Monogram.of(name);
        }
    }

    @GetMapping("/o/{org}/people")
    @Needs(Permission.SEE_PEOPLE)
    String people(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String orgRole,
            @RequestParam(required = false) @Nullable String application,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var choices = choices(acting);
        var chosen = chosen(choices, application);
        var search = new PeopleSearch(
                Query.search("q", q),
                Query.oneOf("orgRole", orgRole, OrgRole.class),
                chosen.map(Application::id),
                PeopleSearch.Sort.of(Objects.requireNonNullElse(sort, "name")).orElse(PeopleSearch.Sort.NAME));
        var paging = Paging.of(search.sort().list(), null, cursor);
        var found = people.find(acting, search, paging.after(), paging.limit());
        var page = found.page();
        var filter = new Filter(
                path(acting),
                search.q(),
                search.orgRole().map(Enum::name).orElse(""),
                chosen.map(Application::slug).orElse(""),
                search.sort().word(),
                choices.stream()
                        .map(a -> new ApplicationChoice(a.slug(), a.name()))
                        .toList());
        var everybody = search.isAll() ? found.total() : people.count(acting, PeopleSearch.all());
        model.addAttribute("tabs", tabs(acting, everybody, now));
        model.addAttribute("columns", new Columns(acting.may(Permission.MANAGE_PEOPLE)));
        model.addAttribute("filter", filter);
        model.addAttribute(
                "members",
                page.rows().stream()
                        .map(m -> Row.of(m, acting, path(acting), now))
                        .toList());
        var query = Map.of("q", filter.q(), "orgRole", filter.orgRole(), "application", filter.application());
        // The order is no filter, so it stands in the path that both links begin with.
        PageLinks.add(
                model, path(acting) + "?sort=" + filter.sort(), query, paging.after(), page.next(), found.total());
        return "people/platform-access";
    }

    private PeopleTabs tabs(Acting acting, Optional<Integer> everybody, Instant now) {
        var open = acting.may(Permission.SEE_INVITATIONS) ? invitations.in(acting, now) : Optional.<Integer>empty();
        return PeopleTabs.of(acting, everybody, open, "people");
    }

    private List<Application> choices(Acting acting) {
        var all = new Applications.Search(acting.organization().id(), "", null);
        return applications
                .page(all, null, Optional.empty(), APPLICATIONS_TO_CHOOSE)
                .rows();
    }

    private static Optional<Application> chosen(List<Application> choices, @Nullable String slug) {
        return choices.stream().filter(a -> a.slug().equals(slug)).findFirst();
    }

    private static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/people";
    }
}
