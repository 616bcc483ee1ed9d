package app.foyer.home;

import app.foyer.access.AccessReview;
import app.foyer.access.Holder;
import app.foyer.access.Reach;
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
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// People > Access Review: who has access to what, and why, by application and by person.
@Controller
@RequestMapping("/o/{org}/access")
class ReviewPages {
    private final AccessReview review;
    private final Applications applications;
    private final People people;
    private final InvitationCount invitations;
    private final InstantSource clock;

    ReviewPages(
            AccessReview review,
            Applications applications,
            People people,
            InvitationCount invitations,
            InstantSource clock) {
        this.review = review;
        this.applications = applications;
        this.people = people;
        this.invitations = invitations;
        this.clock = clock;
    }

    record PersonRow(
            UUID id,
            String name,
            String email,
            String initials,
            int hue,
            OrgRole orgRole,
            List<GrantRow> appGrants,
            @Nullable Instant accessEndsAt,
            boolean ended) {
        static PersonRow of(Member m, Instant now) {
            var monogram = Monogram.of(m.name());
            var grants = GrantRow.of(m.appGrants(), now);
            return new PersonRow(
                    m.id().value(),
                    m.name(),
                    m.email(),
                    monogram.initials(),
                    monogram.hue(),
                    m.orgRole(),
                    grants,
                    m.accessEndsAt(),
                    !m.hasAccess(now));
        }
    }

    /// @param why which sentence says where the access comes from
    record HolderRow(
            UUID id,
            String name,
            String email,
            String initials,
            int hue,
            String appRole,
            String why,
            @Nullable Instant accessEndsAt) {
        static HolderRow of(Holder h) {
            var monogram = Monogram.of(h.name());
            return new HolderRow(
                    h.member().value(),
                    h.name(),
                    h.email(),
                    monogram.initials(),
                    monogram.hue(),
                    h.appRole().name(),
                    h.orgRole().name(),
                    h.accessEndsAt());
        }
    }

    record ReachRow(
            String slug,
            String name,
            Application.Kind kind,
            String appRole,
            String why,
            @Nullable Instant accessEndsAt) {
        static ReachRow of(Reach r, Member member) {
            var a = r.application();
            var why = member.orgRole().name();
            return new ReachRow(a.slug(), a.name(), a.kind(), r.appRole().name(), why, r.accessEndsAt());
        }
    }

    @GetMapping
    @Needs(Permission.REVIEW_ACCESS)
    String byApplication(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var paging = Paging.of(Applications.LIST, null, cursor);
        var search = new Applications.Search(acting.organization().id(), Query.search("q", q), null);
        var page = applications.page(search, null, paging.after(), paging.limit());
        model.addAttribute("tabs", tabs(acting));
        model.addAttribute("q", search.q());
        model.addAttribute("applications", page.rows());
        var total = applications.count(search, null);
        PageLinks.add(model, path(acting, ""), Map.of("q", search.q()), paging.after(), page.next(), total);
        return "home/review-applications";
    }

    @GetMapping("/people")
    @Needs(Permission.REVIEW_ACCESS)
    String byPerson(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var paging = Paging.of(PeopleSearch.Sort.NAME.list(), null, cursor);
        var search = new PeopleSearch(Query.search("q", q), Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME);
        var found = people.find(acting, search, paging.after(), paging.limit());
        var page = found.page();
        model.addAttribute("tabs", tabs(acting));
        model.addAttribute("q", search.q());
        model.addAttribute(
                "members", page.rows().stream().map(m -> PersonRow.of(m, now)).toList());
        PageLinks.add(
                model, path(acting, "/people"), Map.of("q", search.q()), paging.after(), page.next(), found.total());
        return "home/review-people";
    }

    @GetMapping("/applications/{application}")
    @Needs(Permission.REVIEW_ACCESS)
    String application(
            Acting acting,
            @PathVariable String application,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var paging = Paging.of(AccessReview.HOLDERS, null, cursor);
        var known =
                applications.findAny(acting.organization().id(), application).orElseThrow(NotFound::new);
        var page = review.holders(acting, known, paging.after(), paging.limit(), now);
        model.addAttribute("one", known);
        model.addAttribute("holders", page.rows().stream().map(HolderRow::of).toList());
        var path = path(acting, "/applications/" + known.slug());
        PageLinks.add(model, path, Map.of(), paging.after(), page.next(), review.count(acting, known, now));
        return "home/review-application";
    }

    @GetMapping("/people/{member}")
    @Needs(Permission.REVIEW_ACCESS)
    String person(
            Acting acting,
            @PathVariable String member,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var paging = Paging.of(AccessReview.REACH, null, cursor);
        var known = people.get(acting, member);
        var page = review.reach(acting, known, paging.after(), paging.limit(), now);
        model.addAttribute("member", PersonRow.of(known, now));
        model.addAttribute(
                "reach", page.rows().stream().map(r -> ReachRow.of(r, known)).toList());
        var path = path(acting, "/people/" + known.id().value());
        PageLinks.add(model, path, Map.of(), paging.after(), page.next(), review.countReach(acting, known, now));
        return "home/review-member";
    }

    private PeopleTabs tabs(Acting acting) {
        var open = invitations.in(acting, clock.instant());
        return PeopleTabs.of(acting, people.count(acting, PeopleSearch.all()), open, "access");
    }

    private static String path(Acting acting, String rest) {
        return "/o/" + acting.organization().slug() + "/access" + rest;
    }
}
