package app.foyer.invitation;

import app.foyer.account.Flash;
import app.foyer.database.Ids;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.people.RoleEditor;
import app.foyer.people.RoleEditor.Subject;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Edit Invitation: what a pending one promises.
@Controller
@RequestMapping("/o/{org}/people/invitations/{id}/edit")
class EditInvitationPages {
    private final Invitations invitations;
    private final RoleEditor editor;
    private final Sentences sentences;
    private final InstantSource clock;

    EditInvitationPages(Invitations invitations, RoleEditor editor, Sentences sentences, InstantSource clock) {
        this.invitations = invitations;
        this.editor = editor;
        this.sentences = sentences;
        this.clock = clock;
    }

    /// @throws InvitationNotPending when there is nothing to edit any more
    @GetMapping
    @Needs(Permission.EDIT_INVITATIONS)
    String form(Acting acting, @PathVariable String id, Model model) {
        var invitation = get(acting, id);
        if (!invitation.cancelable(clock.instant())) {
            throw new InvitationNotPending();
        }
        return editor.form(acting, subject(acting, invitation), model);
    }

    @PostMapping
    @Needs(Permission.EDIT_INVITATIONS)
    String act(
            Acting acting,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var invitation = get(acting, id);
        return editor.act(
                        acting,
                        () -> subject(acting, get(acting, id)),
                        fields,
                        (edit, condition, now) -> invitations.edit(acting, invitation.id(), edit, condition, now),
                        response,
                        model,
                        locale)
                .orElseGet(() -> {
                    var to = invitation.email().typed();
                    Flash.say(request, sentences.say("done.edited-invitation", locale, to));
                    return "redirect:" + InvitationPages.path(acting);
                });
    }

    private Invitation get(Acting acting, String id) {
        var known = Ids.parse(id).map(InvitationId::new).orElseThrow(NotFound::new);
        return invitations.get(acting, known, clock.instant());
    }

    private static Subject subject(Acting acting, Invitation i) {
        var list = InvitationPages.path(acting);
        var here = list + "/" + i.id().value() + "/edit";
        return new Subject(i.email().typed(), "edit-invitation", i.access(), i.version(), here, list);
    }
}
