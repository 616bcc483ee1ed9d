package app.foyer.account;

import app.foyer.mail.Languages;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/// The pages on which people sign in and out.
@Controller
class SignInPages {
    private final SignInLinks links;
    private final Sessions sessions;
    private final BrowserCookie browsers;
    private final SignInSettings settings;
    private final Sentences sentences;
    private final InstantSource time;

    SignInPages(
            SignInLinks links,
            Sessions sessions,
            BrowserCookie browsers,
            SignInSettings settings,
            Sentences sentences,
            InstantSource time) {
        this.links = links;
        this.sessions = sessions;
        this.browsers = browsers;
        this.settings = settings;
        this.sentences = sentences;
        this.time = time;
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String deleted,
            Model model) {
        model.addAttribute("deleted", deleted != null);
        model.addAttribute("next", ReturnTo.parse(next).orElse(null));
        return "account/sign-in";
    }

    @PostMapping("/sign-in")
    ModelAndView ask(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        var address = PastedAddresses.one(email);
        var returnTo = ReturnTo.parse(next).orElse(null);
        if (address.isEmpty()) {
            return refused(email, returnTo, locale);
        }
        links.ask(address.get(), browsers.renew(request, response), returnTo, time.instant());
        return new ModelAndView("account/sign-in-sent")
                .addObject("email", address.get().typed())
                .addObject("mailbox", !settings.hasMailServer());
    }

    @GetMapping("/sign-in/{token}")
    ModelAndView open(@PathVariable String token, HttpServletRequest request) {
        return links.open(token, browsers.of(request).orElse(null), time.instant())
                .map(opened -> opened(opened, request))
                .orElseGet(SignInPages::dead);
    }

    private static ModelAndView opened(SignInLinks.Opened opened, HttpServletRequest request) {
        Objects.requireNonNull(RequestContextUtils.getLocaleResolver(request))
                .setLocale(request, null, Languages.of(opened.account().locale()));
        return new ModelAndView("account/sign-in-link")
                .addObject("name", opened.account().name())
                .addObject("email", opened.account().email())
                .addObject("otherBrowser", opened.otherBrowser());
    }

    @PostMapping("/sign-in/{token}")
    ModelAndView use(@PathVariable String token, HttpServletRequest request) {
        var used = links.use(token, time.instant());
        if (used.isEmpty()) {
            return dead();
        }
        sessions.begin(request, used.get().account().id());
        return seeOther(ReturnTo.parse(used.get().returnTo()).orElse("/"));
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request) {
        sessions.end(request);
        return seeOther("/sign-in");
    }

    private ModelAndView refused(String email, @Nullable String next, Locale locale) {
        var shown = PastedAddresses.shown(email);
        return new ModelAndView("account/sign-in", HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("email", email)
                .addObject("error", sentences.say("flaw.address", locale, shown))
                .addObject("next", next);
    }

    private static ModelAndView dead() {
        return new ModelAndView("account/sign-in-dead", HttpStatus.GONE);
    }

    private static ModelAndView seeOther(String path) {
        var redirect = new RedirectView(path, false, true, false);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        return new ModelAndView(redirect);
    }
}
