package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.database.Ids;
import app.foyer.database.Paging;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.PageLinks;
import app.foyer.people.People;
import app.foyer.people.PeopleSearch;
import app.foyer.people.PeopleTabs;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// People > Invitations: the list, and what is done with a row.
@Controller
@RequestMapping("/o/{org}/people/invitations")
class InvitationPages {
    private final Invitations invitations;
    private final InvitationList list;
    private final People people;
    private final InvitationSettings settings;
    private final Sentences sentences;
    private final InstantSource clock;

    InvitationPages(
            Invitations invitations,
            InvitationList list,
            People people,
            InvitationSettings settings,
            Sentences sentences,
            InstantSource clock) {
        this.invitations = invitations;
        this.list = list;
        this.people = people;
        this.settings = settings;
        this.sentences = sentences;
        this.clock = clock;
    }

    record Filter(String q, String status, String delivery) {}

    @GetMapping
    @Needs(Permission.SEE_INVITATIONS)
    String list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String delivery,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var search = new InvitationSearch(
                Query.search("q", q),
                Query.oneOf("status", status, InvitationStatus.class),
                Query.oneOf("delivery", delivery, DeliveryFilter.class));
        return show(acting, search, Paging.of(InvitationSearch.LIST, null, cursor), model);
    }

    /// Shows a page of the list; also what follows on inviting.
    String show(Acting acting, InvitationSearch search, Paging paging, Model model) {
        var now = clock.instant();
        var found = list.find(acting, search, paging.after(), paging.limit(), now);
        var page = found.page();
        var status = search.status().map(Enum::name).orElse("");
        var delivery = search.delivery().map(Enum::name).orElse("");
        var all = search.isAll() ? found.total() : list.count(acting, InvitationSearch.all(), now);
        var members = people.count(acting, PeopleSearch.all());
        model.addAttribute("tabs", PeopleTabs.of(acting, members, all, "invitations"));
        model.addAttribute("filter", new Filter(search.q(), status, delivery));
        model.addAttribute(
                "invitations",
                page.rows().stream()
                        .map(i -> InvitationRow.of(i, path(acting), now))
                        .toList());
        PageLinks.add(
                model,
                path(acting),
                Map.of("q", search.q(), "status", status, "delivery", delivery),
                paging.after(),
                page.next(),
                found.total());
        return "invitation/invitations";
    }

    @GetMapping("/{id}/resend")
    @Needs(Permission.INVITE)
    String askToResend(Acting acting, @PathVariable String id, Model model, Locale locale) {
        return ask(acting, id, "invitation/confirm-resend", model, locale);
    }

    @GetMapping("/{id}/cancel")
    @Needs(Permission.INVITE)
    String askToCancel(Acting acting, @PathVariable String id, Model model, Locale locale) {
        return ask(acting, id, "invitation/confirm-cancel", model, locale);
    }

    private String ask(Acting acting, String id, String view, Model model, Locale locale) {
        var now = clock.instant();
        model.addAttribute("invitation", InvitationRow.of(invitations.get(acting, id(id), now), path(acting), now));
        model.addAttribute("validFor", sentences.length(settings.invitations().validFor(), locale));
        return view;
    }

    @PostMapping("/{id}/resend")
    @Needs(Permission.INVITE)
    String resend(Acting acting, @PathVariable String id, HttpServletRequest request, Locale locale) {
        return after(acting, "done.resent", now -> invitations.resend(acting, id(id), now), request, locale);
    }

    @PostMapping("/{id}/cancel")
    @Needs(Permission.INVITE)
    String cancel(Acting acting, @PathVariable String id, HttpServletRequest request, Locale locale) {
        return after(acting, "done.canceled", now -> invitations.cancel(acting, id(id), now), request, locale);
    }

    private String after(
            Acting acting,
            String sentence,
            Function<Instant, Invitation> verb,
            HttpServletRequest request,
            Locale locale) {
        var changed = verb.apply(clock.instant());
        Flash.say(request, sentences.say(sentence, locale, changed.email().typed()));
        return "redirect:" + path(acting);
    }

    static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/people/invitations";
    }

    private static InvitationId id(String text) {
        return Ids.parse(text).map(InvitationId::new).orElseThrow(NotFound::new);
    }
}
