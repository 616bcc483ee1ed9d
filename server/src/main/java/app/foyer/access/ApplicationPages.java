package app.foyer.access;

import app.foyer.database.Paging;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Needs;
import app.foyer.people.PageLinks;
import app.foyer.people.Permission;
import app.foyer.problem.Query;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The organization view: the applications somebody may see.
@Controller
class ApplicationPages {
    private final Applications applications;
    private final InstantSource clock;

    ApplicationPages(Applications applications, InstantSource clock) {
        this.applications = applications;
        this.clock = clock;
    }

    record Row(
            String slug,
            String name,
            Application.Kind kind,
            @Nullable String url,
            @Nullable String host,
            AppRole appRole) {
        static Row of(Application a, Acting acting, Instant now) {
            var host = a.url() == null ? null : URI.create(a.url()).getHost();
            var role = AppRoles.of(acting.member(), a, now).orElse(AppRole.READ);
            return new Row(a.slug(), a.name(), a.kind(), a.url(), host, role);
        }
    }

    @GetMapping("/o/{org}")
    @Needs(Permission.SEE_APPLICATIONS)
    String applications(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var paging = Paging.of(Applications.LIST, null, cursor);
        var search = new Applications.Search(
                acting.organization().id(),
                Query.search("q", q),
                Query.oneOf("kind", kind, Application.Kind.class).orElse(null));
        var now = clock.instant();
        var visible = AppRoles.visible(acting.member(), now);
        var page = applications.page(search, visible, paging.after(), paging.limit());
        var filter = Map.of("q", search.q(), "kind", kind == null ? "" : kind);
        model.addAttribute("q", search.q());
        model.addAttribute("kind", filter.get("kind"));
        model.addAttribute(
                "applications",
                page.rows().stream().map(a -> Row.of(a, acting, now)).toList());
        model.addAttribute("mayAdd", acting.may(Permission.MANAGE_APPLICATIONS));
        var path = "/o/" + acting.organization().slug();
        PageLinks.add(model, path, filter, paging.after(), page.next(), applications.count(search, visible));
        return "access/applications";
    }
}
