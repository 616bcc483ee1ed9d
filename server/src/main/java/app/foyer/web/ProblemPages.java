package app.foyer.web;

import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Explains each type of problem at the address that the API names it by.
@Controller
class ProblemPages {
    private final Sentences sentences;

    ProblemPages(Sentences sentences) {
        this.sentences = sentences;
    }

    @GetMapping("/problems/{type}")
    String explain(@PathVariable String type, Model model, Locale locale) {
        var status = ProblemTypes.status(type).orElseThrow(NotFound::new);
        model.addAttribute("type", type);
        model.addAttribute("status", status.value());
        model.addAttribute("title", sentences.say(type + ".title", locale));
        model.addAttribute("explanation", explanation(type, locale));
        return "problem/type";
    }

    // A limit's number is known to an answer, but not to its explanation.
    private String explanation(String type, Locale locale) {
        return type.endsWith("-limit")
                ? sentences.say(type + ".explanation", locale)
                : sentences.say(type + ".detail", locale);
    }
}
