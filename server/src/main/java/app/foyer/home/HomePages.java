package app.foyer.home;

import app.foyer.account.Accounts;
import app.foyer.account.Flash;
import app.foyer.account.PersonName;
import app.foyer.account.Sessions;
import app.foyer.database.Ids;
import app.foyer.invitation.MyInvitations;
import app.foyer.mail.Languages;
import app.foyer.organization.Organization;
import app.foyer.people.Caller;
import app.foyer.people.Monogram;
import app.foyer.people.NoticePace;
import app.foyer.people.Notices;
import app.foyer.people.OrgRole;
import app.foyer.people.OwnPlaces;
import app.foyer.people.Place;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.Kind;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is one's own: My organizations, and the account.
@Controller
class HomePages {
    private final OwnPlaces ownPlaces;
    private final MyInvitations invitations;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Founding founding;
    private final Notices notices;
    private final Sentences sentences;
    private final InstantSource clock;

    HomePages(
            OwnPlaces ownPlaces,
            MyInvitations invitations,
            Accounts accounts,
            Sessions sessions,
            Founding founding,
            Notices notices,
            Sentences sentences,
            InstantSource clock) {
        this.ownPlaces = ownPlaces;
        this.invitations = invitations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.founding = founding;
        this.notices = notices;
        this.sentences = sentences;
        this.clock = clock;
    }

    record Card(
            String slug,
            String name,
            String initials,
            int hue,
            OrgRole orgRole,
            boolean suspended,
            List<Organization.Contact> primaryContacts) {
        static Card of(Place place) {
            var o = place.organization();
            var monogram = Monogram.of(o.name());
            return new Card(
                    o.slug(),
                    o.name(),
                    monogram.initials(),
                    monogram.hue(),
                    place.member().orgRole(),
                    o.suspended(),
                    o.primaryContacts());
        }
    }

    /// Goes straight in when there is one organization and nothing to answer, unless all are asked for.
    @GetMapping("/")
    String organizations(
            Caller.Person caller, @RequestParam(required = false) @Nullable String all, Model model, Locale locale) {
        var now = clock.instant();
        var offers = invitations.of(caller, now, locale);
        var places = ownPlaces.of(caller, now);
        if (all == null && offers.isEmpty() && isTheOnlyOpen(places)) {
            return "redirect:/o/" + places.getFirst().organization().slug();
        }
        model.addAttribute("invitations", offers);
        model.addAttribute("organizations", places.stream().map(Card::of).toList());
        model.addAttribute("mayFound", founding.isOpen());
        return "home/my-organizations";
    }

    private static boolean isTheOnlyOpen(List<Place> places) {
        return places.size() == 1 && !places.getFirst().organization().suspended();
    }

    @GetMapping("/account")
    String account(Caller.Person caller, HttpServletRequest request, Model model) {
        var now = clock.instant();
        model.addAttribute(
                "addresses",
                accounts.verifiedAddresses(caller.id()).stream()
                        .map(a -> a.typed())
                        .toList());
        model.addAttribute("sessions", sessions.list(caller.id(), request, now));
        var places = ownPlaces.of(caller, now);
        model.addAttribute("organizations", places.stream().map(Card::of).toList());
        model.addAttribute("notices", NoticeChoice.among(places, notices.paces(caller.id(), now)));
        model.addAttribute("paces", NoticePace.values());
        model.addAttribute("languages", Languages.written());
        model.addAttribute("language", Languages.of(caller.locale()).toLanguageTag());
        return "home/account";
    }

    @PostMapping("/account/name")
    String rename(
            Caller.Person caller,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var good = PersonName.parse(name);
        if (good.isEmpty()) {
            response.setStatus(Kind.UNPROCESSABLE.status().value());
            model.addAttribute("name", name);
            model.addAttribute("nameError", sentences.say("flaw.name", locale));
            return account(caller, request, model);
        }
        accounts.rename(caller.id(), good.get());
        return done(request, "done.renamed", locale);
    }

    @PostMapping("/account/language")
    String setLanguage(
            Caller.Person caller,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            Locale locale) {
        if (!Languages.know(language)) {
            throw new Invalid(Flaw.ofParameter("language", "flaw.locale"));
        }
        accounts.setLocale(caller.id(), language);
        return done(request, "done.language", locale);
    }

    @PostMapping("/account/sessions/{id}/end")
    String endSession(Caller.Person caller, @PathVariable String id, HttpServletRequest request, Locale locale) {
        var session = Ids.parse(id).orElseThrow(NotFound::new);
        var own = sessions.list(caller.id(), request, clock.instant()).stream()
                .anyMatch(s -> s.current() && s.id().equals(session));
        if (own) {
            sessions.end(request);
            return "redirect:/sign-in";
        }
        if (!sessions.end(caller.id(), session)) {
            throw new NotFound();
        }
        return done(request, "done.session-ended", locale);
    }

    private String done(HttpServletRequest request, String sentence, Locale locale) {
        Flash.say(request, sentences.say(sentence, locale));
        return "redirect:/account";
    }
}
