package app.foyer.home;

import app.foyer.account.Flash;
import app.foyer.invitation.InvitationsOf;
import app.foyer.people.Acting;
import app.foyer.people.Members;
import app.foyer.people.Needs;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.problem.Sentences;
import app.foyer.token.TokensOf;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Removing somebody, and leaving: what goes with them is told before.
@Controller
class RemovePages {
    private final People people;
    private final Members members;
    private final InvitationsOf invitations;
    private final TokensOf tokens;
    private final Sentences sentences;
    private final InstantSource clock;

    RemovePages(
            People people,
            Members members,
            InvitationsOf invitations,
            TokensOf tokens,
            Sentences sentences,
            InstantSource clock) {
        this.people = people;
        this.members = members;
        this.invitations = invitations;
        this.tokens = tokens;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping("/o/{org}/people/{member}/remove")
    @Needs(Permission.MANAGE_PEOPLE)
    String askToRemove(Acting acting, @PathVariable String member, Model model) {
        var removed = people.get(acting, member);
        var pending = invitations.pending(acting, removed.account(), clock.instant());
        model.addAttribute("id", removed.id().value());
        model.addAttribute("name", removed.name());
        model.addAttribute("email", removed.email());
        model.addAttribute("you", removed.id().equals(acting.member().id()));
        model.addAttribute(
                "theirs", pending.stream().filter(InvitationsOf.Pending::theirs).toList());
        model.addAttribute("alike", pending.stream().filter(p -> !p.theirs()).toList());
        var fate = tokens.in(acting, removed.account());
        model.addAttribute("tokens", fate.revoked());
        model.addAttribute("keptTokens", fate.kept());
        return "home/confirm-remove";
    }

    @PostMapping("/o/{org}/people/{member}/remove")
    @Needs(Permission.MANAGE_PEOPLE)
    String remove(
            Acting acting,
            @PathVariable String member,
            @RequestParam(defaultValue = "") String cancelInvitations,
            HttpServletRequest request,
            Locale locale) {
        var removed = people.get(acting, member);
        members.remove(acting, member, cancelInvitations.equals("true"), clock.instant());
        if (removed.id().equals(acting.member().id())) {
            return left(acting, request, locale);
        }
        Flash.say(request, sentences.say("done.removed", locale, removed.name()));
        return "redirect:/o/" + acting.organization().slug() + "/people";
    }

    @GetMapping("/o/{org}/leave")
    @Needs(Permission.LEAVE)
    String askToLeave(Acting acting) {
        return "home/confirm-leave";
    }

    @PostMapping("/o/{org}/leave")
    @Needs(Permission.LEAVE)
    String leave(Acting acting, HttpServletRequest request, Locale locale) {
        members.leave(acting, clock.instant());
        return left(acting, request, locale);
    }

    private String left(Acting acting, HttpServletRequest request, Locale locale) {
        Flash.say(
                request,
                sentences.say("done.left", locale, acting.organization().name()));
        return "redirect:/?all";
    }
}
