package app.foyer.home;

import app.foyer.account.Flash;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.NoticePace;
import app.foyer.people.Notices;
import app.foyer.people.Permission;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.Query;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// How one is told what happens in an organization. The form stands on the account page.
@Controller
class NoticePages {
    private final Notices notices;
    private final Sentences sentences;

    NoticePages(Notices notices, Sentences sentences) {
        this.notices = notices;
        this.sentences = sentences;
    }

    @PostMapping("/o/{org}/notices")
    @Needs(Permission.CHOOSE_NOTICES)
    String choose(
            Acting acting, @RequestParam(defaultValue = "") String notices, HttpServletRequest request, Locale locale) {
        var pace = Query.oneOf("notices", notices, NoticePace.class)
                .orElseThrow(() -> new Invalid(Flaw.ofParameter("notices", "flaw.notices")));
        this.notices.choose(acting, pace);
        var name = acting.organization().name();
        Flash.say(request, sentences.say("done.notices." + pace, locale, name));
        return "redirect:/account";
    }
}
