package app.foyer.access;

import app.foyer.account.Flash;
import app.foyer.database.Paging;
import app.foyer.organization.Application;
import app.foyer.organization.ApplicationEdit;
import app.foyer.organization.ApplicationInUse;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.PageLinks;
import app.foyer.people.Permission;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Kind;
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings > Applications: the list, and what is done with a row.
@Controller
@RequestMapping("/o/{org}/settings/applications")
class ApplicationSettingsPages {
    private final Applications applications;
    private final AccessStore access;
    private final Sentences sentences;
    private final InstantSource clock;

    ApplicationSettingsPages(Applications applications, AccessStore access, Sentences sentences, InstantSource clock) {
        this.applications = applications;
        this.access = access;
        this.sentences = sentences;
        this.clock = clock;
    }

    record Row(
            String slug,
            String name,
            Application.Kind kind,
            @Nullable String url,
            @Nullable String host,
            boolean archived,
            boolean inUse) {
        static Row of(Application a, Set<UUID> inUse) {
            var host = a.url() == null ? null : URI.create(a.url()).getHost();
            var used = inUse.contains(a.id().value());
            return new Row(a.slug(), a.name(), a.kind(), a.url(), host, a.archived(), used);
        }
    }

    @GetMapping
    @Needs(Permission.SEE_SETTINGS)
    String list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String archived,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var paging = Paging.of(Applications.LIST, null, cursor);
        var organization = acting.organization().id();
        var search =
                new Applications.Search(organization, Query.search("q", q), null, Query.flag("archived", archived));
        var page = applications.page(search, null, paging.after(), paging.limit());
        var ids = page.rows().stream().map(a -> a.id().value()).toList();
        var inUse = access.inUse(organization, ids, clock.instant());
        model.addAttribute("q", search.q());
        model.addAttribute("archived", search.archived());
        model.addAttribute(
                "applications", page.rows().stream().map(a -> Row.of(a, inUse)).toList());
        var filter = Map.of("q", search.q(), "archived", search.archived() ? "true" : "");
        PageLinks.add(model, path(acting), filter, paging.after(), page.next(), applications.count(search, null));
        return "access/settings-applications";
    }

    @GetMapping("/{application}/archive")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String askToArchive(Acting acting, @PathVariable String application, Model model) {
        model.addAttribute("one", known(acting, application));
        return "access/confirm-archive";
    }

    @PostMapping("/{application}/archive")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String archive(Acting acting, @PathVariable String application, HttpServletRequest request, Locale locale) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var archived = change(acting, known(acting, application), ApplicationEdit.archived(true));
        return done(acting, "done.application-archived", archived, request, locale);
    }

    @PostMapping("/{application}/restore")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String restore(Acting acting, @PathVariable String application, HttpServletRequest request, Locale locale) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var restored = change(acting, known(acting, application), ApplicationEdit.archived(false));
        return done(acting, "done.application-restored", restored, request, locale);
    }

    @GetMapping("/{application}/delete")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String askToDelete(Acting acting, @PathVariable String application, Model model) {
        model.addAttribute("one", known(acting, application));
        return "access/confirm-delete";
    }

    @PostMapping("/{application}/delete")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String delete(
            Acting acting,
            @PathVariable String application,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var known = known(acting, application);
        try {
            applications.delete(acting.organization().id(), known.id(), IfMatch.any(), acting.actor(), clock.instant());
            return done(acting, "done.application-deleted", known, request, locale);
        } catch (ApplicationInUse inUse) {
            response.setStatus(Kind.CONFLICT.status().value());
            model.addAttribute("error", sentences.detail(inUse, locale));
            model.addAttribute("one", known);
            return "access/confirm-archive";
        }
    }

    private Application change(Acting acting, Application known, ApplicationEdit edit) {
        return applications.edit(
                acting.organization().id(), known.id(), edit, IfMatch.any(), acting.actor(), clock.instant());
    }

    private Application known(Acting acting, String reference) {
        return applications.findAny(acting.organization().id(), reference).orElseThrow(NotFound::new);
    }

    private String done(
            Acting acting, String sentence, Application application, HttpServletRequest request, Locale locale) {
        Flash.say(request, sentences.say(sentence, locale, application.name()));
        return "redirect:" + path(acting);
    }

    static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/settings/applications";
    }
}
