package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.database.Ids;
import app.foyer.database.Paging;
import app.foyer.mail.SuppressionStore;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.PageLinks;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings > E-mail: the addresses that get no more e-mails.
@Controller
@RequestMapping("/o/{org}/settings/mail")
class SuppressionPages {
    private final SuppressedAddresses suppressed;
    private final Sentences sentences;
    private final InstantSource clock;

    SuppressionPages(SuppressedAddresses suppressed, Sentences sentences, InstantSource clock) {
        this.suppressed = suppressed;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping
    @Needs(Permission.SEE_SETTINGS)
    String list(Acting acting, @RequestParam(required = false) @Nullable String cursor, Model model) {
        var paging = Paging.of(SuppressionStore.LIST, null, cursor);
        var page = suppressed.page(acting, paging.after(), paging.limit());
        model.addAttribute("suppressions", page.rows());
        PageLinks.add(model, path(acting), Map.of(), paging.after(), page.next(), suppressed.count(acting));
        return "invitation/settings-mail";
    }

    @PostMapping("/{suppression}/clear")
    @Needs(Permission.MANAGE_ORGANIZATION)
    String clear(Acting acting, @PathVariable String suppression, HttpServletRequest request, Locale locale) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        var id = Ids.parse(suppression).orElseThrow(NotFound::new);
        var cleared = suppressed.clear(acting, id, clock.instant());
        Flash.say(request, sentences.say("done.suppression-cleared", locale, cleared.address()));
        return "redirect:" + path(acting);
    }

    private static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/settings/mail";
    }
}
