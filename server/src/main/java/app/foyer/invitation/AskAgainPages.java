package app.foyer.invitation;

import app.foyer.people.Caller;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.support.RequestContextUtils;

/// The button of a dead link's page. Nothing but the link proves who asks.
@Controller
class AskAgainPages {
    private final AskingAgain asking;
    private final DeadLinkPage page;
    private final Sentences sentences;
    private final InstantSource clock;

    AskAgainPages(AskingAgain asking, DeadLinkPage page, Sentences sentences, InstantSource clock) {
        this.asking = asking;
        this.page = page;
        this.sentences = sentences;
        this.clock = clock;
    }

    @PostMapping("/invitations/{token}/ask-again")
    String ask(
            @PathVariable String token,
            Optional<Caller.Person> caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var now = clock.instant();
        try {
            return switch (asking.ask(token, caller, now)) {
                case AskingAgain.Answer.NoNeed _ -> "redirect:/invitations/" + token;
                case AskingAgain.Answer.PassedOn(var dead) -> {
                    speak(dead, request);
                    model.addAttribute("asked", "now");
                    yield page.show(dead, token, caller.isPresent(), now, model);
                }
                case AskingAgain.Answer.TooSoon(var dead, var wait) -> {
                    var locale = speak(dead, request);
                    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.ceilDiv(wait.toMillis(), 1000)));
                    model.addAttribute("asked", "before");
                    model.addAttribute("wait", said(wait, locale));
                    yield page.show(dead, token, caller.isPresent(), now, model);
                }
            };
        } catch (DeadLink dead) {
            speak(dead, request);
            response.setStatus(dead.kind().status().value());
            return page.show(dead, token, caller.isPresent(), now, model);
        }
    }

    private static Locale speak(DeadLink dead, HttpServletRequest request) {
        var invitation = dead.invitation();
        return invitation == null ? RequestContextUtils.getLocale(request) : LandingPages.speak(invitation, request);
    }

    private String said(Duration wait, Locale locale) {
        var minutes = Math.ceilDiv(wait.toSeconds(), 60);
        return minutes % 60 == 0
                ? sentences.say("duration.hours", locale, minutes / 60)
                : sentences.say("duration.minutes", locale, minutes);
    }
}
