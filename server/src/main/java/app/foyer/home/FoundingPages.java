package app.foyer.home;

import app.foyer.account.Flash;
import app.foyer.organization.Slug;
import app.foyer.people.Caller;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Creating an organization, where accounts may.
@Controller
@RequestMapping("/organizations/new")
class FoundingPages {
    private final Founding founding;
    private final Sentences sentences;
    private final InstantSource clock;

    FoundingPages(Founding founding, Sentences sentences, InstantSource clock) {
        this.founding = founding;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping
    String ask(Caller.Person caller, Model model) {
        founding.require(caller);
        return show("", "", Map.of(), model);
    }

    /// @param slug made from the name when it is left empty
    @PostMapping
    String found(
            Caller.Person caller,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String slug,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        founding.require(caller);
        var wanted = slug.isBlank() ? Slug.from(name) : slug.strip();
        try {
            var founded = founding.found(caller, wanted, name, clock.instant());
            Flash.say(request, sentences.say("done.founded", locale, founded.name()));
            return "redirect:/o/" + founded.slug();
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return show(name, wanted, sentences.byField(refused, "/slug", locale), model);
        }
    }

    private static String show(String name, String slug, Map<String, String> errors, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("slug", slug);
        model.addAttribute("errors", errors);
        return "home/new-organization";
    }
}
