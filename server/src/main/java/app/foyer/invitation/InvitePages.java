package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.database.Paging;
import app.foyer.mail.Languages;
import app.foyer.people.Access;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.people.RoleFormView;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.Kind;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The form that invites. What was typed always comes back until it has been sent.
@Controller
@RequestMapping("/o/{org}/people/invite")
class InvitePages {
    private final Invitations invitations;
    private final InvitationPages list;
    private final InviteFormView view;
    private final RoleFormView roles;
    private final InvitationSettings settings;
    private final Sentences sentences;
    private final InstantSource clock;

    InvitePages(
            Invitations invitations,
            InvitationPages list,
            InviteFormView view,
            RoleFormView roles,
            InvitationSettings settings,
            Sentences sentences,
            InstantSource clock) {
        this.invitations = invitations;
        this.list = list;
        this.view = view;
        this.roles = roles;
        this.settings = settings;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping
    @Needs(Permission.INVITE)
    String form(Acting acting, Model model, Locale locale) {
        var language = acting.caller() instanceof Caller.Person person
                ? Languages.of(person.locale()).toLanguageTag()
                : "en";
        return view.show(acting, InviteForm.empty(language), InviteFormView.Complaints.none(), model, locale);
    }

    @PostMapping
    @Needs(Permission.INVITE)
    String act(
            Acting acting,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var form = InviteForm.read(fields);
        return switch (Objects.requireNonNullElse(fields.getFirst("action"), "send")) {
            case "copy" -> copy(acting, form, response, model, locale);
            case "search" -> search(acting, form, response, model, locale);
            case "send" -> send(acting, form, request, response, model, locale);
            default -> throw new Invalid(Flaw.ofParameter("action", "flaw.unknown-value", "send, copy, search"));
        };
    }

    private String search(Acting acting, InviteForm form, HttpServletResponse response, Model model, Locale locale) {
        return form.roles().isSearch()
                ? view.show(acting, form, InviteFormView.Complaints.none(), model, locale)
                : refuse(acting, form, "invite.no-search", response, model, locale);
    }

    private String copy(Acting acting, InviteForm form, HttpServletResponse response, Model model, Locale locale) {
        var copied = roles.copied(acting, form.roles(), clock.instant());
        return copied.isPresent()
                ? view.show(acting, form.with(copied.get()), InviteFormView.Complaints.none(), model, locale)
                : refuse(acting, form, "invite.copy-nobody", response, model, locale);
    }

    private String refuse(
            Acting acting, InviteForm form, String sentence, HttpServletResponse response, Model model, Locale locale) {
        response.setStatus(Kind.UNPROCESSABLE.status().value());
        var complaints = new InviteFormView.Complaints(List.of(), List.of(sentences.say(sentence, locale)));
        return view.show(acting, form, complaints, model, locale);
    }

    private String send(
            Acting acting,
            InviteForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var complaints = check(form, locale);
        if (complaints.any()) {
            response.setStatus(Kind.UNPROCESSABLE.status().value());
            return view.show(acting, form, complaints, model, locale);
        }
        try {
            return sent(
                    acting, invitations.invite(acting, invite(acting, form), clock.instant()), request, model, locale);
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            refused.retryAfter()
                    .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1)));
            return view.show(
                    acting, form, new InviteFormView.Complaints(List.of(), words(refused, locale)), model, locale);
        }
    }

    private static Invite invite(Acting acting, InviteForm form) {
        var none = Access.of(OrgRole.MEMBER, List.of());
        var edit = form.roles().edit(none, acting.organization().timeZone());
        return new Invite(
                form.addresses().addresses(),
                Objects.requireNonNull(edit.orgRole()),
                Objects.requireNonNull(edit.appGrants()),
                Objects.requireNonNull(edit.end()).at(),
                form.language().orElseThrow());
    }

    private InviteFormView.Complaints check(InviteForm form, Locale locale) {
        var addresses = form.addresses();
        var lines = new ArrayList<String>();
        if (form.isTooLong()) {
            lines.add(sentences.say("flaw.too-long", locale, InviteForm.MOST_CHARACTERS));
        }
        addresses
                .bad()
                .forEach(bad -> lines.add(sentences.say("flaw.address-in-line", locale, bad.line(), bad.text())));
        var limit = settings.limits().addressesPerRequest();
        for (var i = limit; limit > 0 && i < addresses.good().size(); i++) {
            var good = addresses.good().get(i);
            lines.add(sentences.say("flaw.line-too-many", locale, good.line(), good.text(), i + 1, limit));
        }
        if (lines.isEmpty() && addresses.good().isEmpty()) {
            lines.add(sentences.say("invite.no-addresses", locale));
        }
        return new InviteFormView.Complaints(
                lines,
                misread(form).map(sentence -> sentences.say(sentence, locale)).toList());
    }

    private String sent(Acting acting, List<Outcome> outcomes, HttpServletRequest request, Model model, Locale locale) {
        if (outcomes.stream().allMatch(Outcome.Invited.class::isInstance)) {
            Flash.say(request, sentences.say("done.invited", locale, outcomes.size()));
            return "redirect:" + InvitationPages.path(acting);
        }
        model.addAttribute(
                "outcomes", outcomes.stream().map(InviteFormView::row).toList());
        return list.show(acting, InvitationSearch.all(), Paging.of(InvitationSearch.LIST, null, null), model);
    }

    private List<String> words(Problem refused, Locale locale) {
        return refused.flaws().isEmpty()
                ? List.of(sentences.detail(refused, locale))
                : refused.flaws().stream()
                        .map(f -> sentences.tell(f, locale))
                        .map(Flaw.Told::detail)
                        .toList();
    }

    private static Stream<String> misread(InviteForm form) {
        return Stream.of(
                        form.roles().role().isEmpty() ? "invite.no-role" : "",
                        form.roles().garbled() ? "invite.no-app-role" : "",
                        form.language().isEmpty() ? "flaw.locale" : "")
                .filter(sentence -> !sentence.isEmpty());
    }
}
