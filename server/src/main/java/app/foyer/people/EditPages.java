package app.foyer.people;

import app.foyer.account.Flash;
import app.foyer.people.RoleEditor.Subject;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Edit User Role.
@Controller
@RequestMapping("/o/{org}/people/{member}/edit")
class EditPages {
    private final People people;
    private final Members members;
    private final RoleEditor editor;
    private final Sentences sentences;

    EditPages(People people, Members members, RoleEditor editor, Sentences sentences) {
        this.people = people;
        this.members = members;
        this.editor = editor;
        this.sentences = sentences;
    }

    @GetMapping
    @Needs(Permission.MANAGE_PEOPLE)
    String form(Acting acting, @PathVariable String member, Model model) {
        return editor.form(acting, subject(acting, member), model);
    }

    @PostMapping
    @Needs(Permission.MANAGE_PEOPLE)
    String act(
            Acting acting,
            @PathVariable String member,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var name = people.get(acting, member).name();
        return editor.act(
                        acting,
                        () -> subject(acting, member),
                        fields,
                        (edit, condition, now) -> members.edit(acting, member, edit, condition, now),
                        response,
                        model,
                        locale)
                .orElseGet(() -> {
                    Flash.say(request, sentences.say("done.edited", locale, name));
                    return "redirect:" + (losesSight(acting, member, fields) ? pages(acting) : list(acting));
                });
    }

    /// Whether an admin has just made themselves somebody who doesn't see the list of people.
    private static boolean losesSight(Acting acting, String member, MultiValueMap<String, String> fields) {
        return acting.member().id().value().toString().equals(member)
                && RoleForm.read(fields)
                        .role()
                        .filter(role -> !Permission.SEE_PEOPLE.isHeldBy(role))
                        .isPresent();
    }

    private Subject subject(Acting acting, String id) {
        var member = people.get(acting, id);
        var here = list(acting) + "/" + member.id().value() + "/edit";
        return new Subject(member.name(), "edit", member.access(), member.version(), here, list(acting));
    }

    private static String list(Acting acting) {
        return pages(acting) + "/people";
    }

    private static String pages(Acting acting) {
        return "/o/" + acting.organization().slug();
    }
}
