package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.account.Sessions;
import app.foyer.mail.Languages;
import app.foyer.people.Caller;
import app.foyer.people.SeatLimit;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/// The page behind an invitation's link. Looking changes nothing, so that mail scanners can't use the link up.
@Controller
@RequestMapping("/invitations/{token}")
class LandingPages {
    private final Acceptance acceptance;
    private final DeadLinkPage deadLinks;
    private final Sessions sessions;
    private final Sentences sentences;
    private final InstantSource clock;

    LandingPages(
            Acceptance acceptance,
            DeadLinkPage deadLinks,
            Sessions sessions,
            Sentences sentences,
            InstantSource clock) {
        this.acceptance = acceptance;
        this.deadLinks = deadLinks;
        this.sessions = sessions;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping
    String open(@PathVariable String token, Optional<Caller.Person> caller, HttpServletRequest request, Model model) {
        var offer = acceptance.open(token, clock.instant());
        speak(offer.invitation(), request);
        return show(offer, token, caller, model);
    }

    /// From here on, in the invitation's language.
    static Locale speak(Invitation invitation, HttpServletRequest request) {
        var language = Languages.of(invitation.locale());
        Objects.requireNonNull(RequestContextUtils.getLocaleResolver(request)).setLocale(request, null, language);
        return language;
    }

    private String show(Acceptance.Offer offer, String token, Optional<Caller.Person> caller, Model model) {
        model.addAttribute("invitation", OfferRow.of(offer, null, clock.instant()));
        model.addAttribute("token", token);
        model.addAttribute("zone", offer.organization().timeZone());
        model.addAttribute("signedInAs", caller.map(Caller.Person::email).orElse(null));
        model.addAttribute("view", view(offer, caller));
        return "invitation/invitation";
    }

    private String view(Acceptance.Offer offer, Optional<Caller.Person> caller) {
        if (caller.isPresent()) {
            return acceptance.owns(caller.get(), offer.invitation().email()) ? "READY" : "WRONG_ACCOUNT";
        }
        return offer.hasAccount() ? "SIGN_IN_FIRST" : "NEW";
    }

    @PostMapping("/accept")
    String accept(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String name,
            Optional<Caller.Person> caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var now = clock.instant();
        try {
            var accepted = acceptance.accept(token, name, caller, now);
            if (caller.isEmpty()) {
                sessions.begin(request, accepted.account().id());
            }
            var organization = accepted.offer().organization();
            var language = speak(accepted.offer().invitation(), request);
            Flash.say(request, sentences.say("done.accepted", language, organization.name()), language);
            return "redirect:/o/" + organization.slug();
        } catch (SignInFirst first) {
            return signIn(offered(token, request, now), model);
        } catch (WrongAccount wrong) {
            response.setStatus(wrong.kind().status().value());
            return show(offered(token, request, now), token, caller, model);
        } catch (NameNeeded needed) {
            response.setStatus(needed.kind().status().value());
            var offer = offered(token, request, now);
            model.addAttribute("name", name);
            model.addAttribute(
                    "nameError",
                    sentences.say("flaw.name", Languages.of(offer.invitation().locale())));
            return show(offer, token, caller, model);
        } catch (SeatLimit full) {
            response.setStatus(full.kind().status().value());
            var offer = offered(token, request, now);
            var dead = new DeadLink(DeadLink.Because.NO_SEAT, offer.invitation(), offer.organization());
            return deadLinks.show(dead, null, caller.isPresent(), now, model);
        }
    }

    private Acceptance.Offer offered(String token, HttpServletRequest request, Instant now) {
        var offer = acceptance.open(token, now);
        speak(offer.invitation(), request);
        return offer;
    }

    private static String signIn(Acceptance.Offer offer, Model model) {
        model.addAttribute("email", offer.invitation().email().typed());
        model.addAttribute("next", "/?all");
        return "account/sign-in";
    }

    @PostMapping("/decline")
    String decline(
            @PathVariable String token, Optional<Caller.Person> caller, HttpServletRequest request, Model model) {
        var now = clock.instant();
        var declined = acceptance.decline(token, caller, now);
        speak(declined.invitation(), request);
        model.addAttribute("zone", declined.organization().timeZone());
        var dead = new DeadLink(DeadLink.Because.DECLINED, null, declined.organization());
        return deadLinks.show(dead, null, caller.isPresent(), now, model);
    }

    /// Signs the wrong account out and goes on to sign in with the right one.
    @PostMapping("/switch")
    String switchAccount(@PathVariable String token, HttpServletRequest request, Model model) {
        var offer = acceptance.open(token, clock.instant());
        speak(offer.invitation(), request);
        sessions.end(request);
        return signIn(offer, model);
    }

    @ExceptionHandler
    ModelAndView dead(DeadLink link, HttpServletRequest request, HttpServletResponse response) {
        var shown = new ModelAndView();
        if (link.invitation() != null) {
            speak(link.invitation(), request);
        }
        var looking = "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
        response.setStatus(
                looking && link.because() != DeadLink.Because.UNKNOWN
                        ? HttpServletResponse.SC_GONE
                        : link.kind().status().value());
        var model = new ExtendedModelMap();
        var signedIn = sessions.accountOf(request).isPresent();
        shown.setViewName(deadLinks.show(link, token(request), signedIn, clock.instant(), model));
        shown.addAllObjects(model);
        return shown;
    }

    private static @Nullable String token(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (String) variables.get("token")
                : null;
    }
}
