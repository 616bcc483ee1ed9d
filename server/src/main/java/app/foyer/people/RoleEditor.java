package app.foyer.people;

import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.Kind;
import app.foyer.problem.PreconditionFailed;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The pages on which an access is edited: the form, then a step that says in words what changes. What somebody else
/// has changed meanwhile is shown, never overwritten unseen.
@Component
public class RoleEditor {
    private final RoleFormView view;
    private final AccessWishes wishes;
    private final Sentences sentences;
    private final JsonMapper json;
    private final InstantSource clock;

    RoleEditor(RoleFormView view, AccessWishes wishes, Sentences sentences, JsonMapper json, InstantSource clock) {
        this.view = view;
        this.wishes = wishes;
        this.sentences = sentences;
        this.json = json;
        this.clock = clock;
    }

    /// Whose access is edited.
    ///
    /// @param name of the person, or the address that is invited
    /// @param words what the pages' sentences begin with: `edit` or `edit-invitation`
    /// @param here the form's address
    /// @param list where one comes from and goes back to
    public record Subject(String name, String words, Access access, int version, String here, String list) {}

    /// What saves an edit.
    @FunctionalInterface
    public interface Save {
        void save(AccessEdit edit, IfMatch condition, Instant now);
    }

    public String form(Acting acting, Subject subject, Model model) {
        return show(
                acting,
                subject,
                RoleForm.of(subject.access(), acting.organization().timeZone()),
                List.of(),
                model);
    }

    /// Does what the form's button says.
    ///
    /// @param subject as it is now; read anew when somebody was quicker
    /// @return the view; empty when the edit is saved
    public Optional<String> act(
            Acting acting,
            Supplier<Subject> subject,
            MultiValueMap<String, String> fields,
            Save save,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var form = RoleForm.read(fields);
        var now = clock.instant();
        try {
            return switch (Objects.requireNonNullElse(fields.getFirst("action"), "update")) {
                case "copy" -> Optional.of(copy(acting, subject.get(), form, now, model, locale));
                case "search" -> Optional.of(show(acting, subject.get(), form, List.of(), model));
                case "confirm" -> {
                    var condition = condition(fields);
                    var standing = subject.get();
                    condition.require(standing.version());
                    save.save(form.edit(standing.access(), acting.organization().timeZone()), condition, now);
                    yield Optional.empty();
                }
                default -> Optional.of(confirm(acting, subject.get(), form, fields, now, model, locale));
            };
        } catch (PreconditionFailed late) {
            if ("confirm".equals(fields.getFirst("action")) && stands(acting, subject.get(), form)) {
                return Optional.empty();
            }
            response.setStatus(late.kind().status().value());
            return Optional.of(conflict(acting, subject.get(), form, fields, model));
        } catch (Problem refused) {
            if (refused.kind() == Kind.NOT_FOUND || refused.kind() == Kind.FORBIDDEN) {
                throw refused;
            }
            response.setStatus(refused.kind().status().value());
            return Optional.of(show(acting, subject.get(), form, words(refused, locale), model));
        }
    }

    private String copy(Acting acting, Subject subject, RoleForm form, Instant now, Model model, Locale locale) {
        return view.copied(acting, form, now)
                .map(copied -> show(acting, subject, copied, List.of(), model))
                .orElseGet(
                        () -> show(acting, subject, form, List.of(sentences.say("invite.copy-nobody", locale)), model));
    }

    private String confirm(
            Acting acting,
            Subject subject,
            RoleForm form,
            MultiValueMap<String, String> fields,
            Instant now,
            Model model,
            Locale locale) {
        condition(fields).require(subject.version());
        var organization = acting.organization();
        var edit = form.edit(subject.access(), organization.timeZone());
        var after = wishes.edited(organization.id(), subject.access(), edit, now);
        if (after.equals(subject.access())) {
            return show(acting, subject, form, List.of(sentences.say("edit.nothing", locale)), model);
        }
        model.addAttribute("subject", subject);
        model.addAttribute("changes", AccessChange.between(subject.access(), after, subject.name()));
        model.addAttribute(
                "fields",
                fields.entrySet().stream()
                        .filter(f -> !f.getKey().equals("action") && !f.getKey().equals("_csrf"))
                        .map(f -> Map.entry(f.getKey(), f.getValue().getFirst()))
                        .toList());
        return "people/confirm-edit";
    }

    private String conflict(
            Acting acting, Subject subject, RoleForm form, MultiValueMap<String, String> fields, Model model) {
        var shown = shown(fields.getFirst("shown"));
        model.addAttribute(
                "changedMeanwhile",
                shown.map(s -> AccessChange.between(s, subject.access(), subject.name()))
                        .orElse(List.of()));
        model.addAttribute("conflict", true);
        return show(acting, subject, form, List.of(), model);
    }

    /// What the form was about when it was opened. It comes back from the browser, and is only ever told.
    private Optional<Access> shown(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(t -> json.readValue(t, ShownAccess.class).access());
        } catch (JacksonException | NullPointerException meddledWith) {
            return Optional.empty();
        }
    }

    private static IfMatch condition(MultiValueMap<String, String> fields) {
        var version = Objects.requireNonNullElse(fields.getFirst("version"), "");
        if (!version.matches("[0-9]{1,9}")) {
            throw new Invalid(Flaw.ofParameter("version", "flaw.required"));
        }
        return IfMatch.version(Integer.parseInt(version));
    }

    private String show(Acting acting, Subject subject, RoleForm form, List<String> errors, Model model) {
        view.add(acting, form, model);
        model.addAttribute("subject", subject);
        model.addAttribute("shown", json.writeValueAsString(ShownAccess.of(subject.access())));
        model.addAttribute("changes", changes(acting, subject, form));
        model.addAttribute("errors", errors);
        return "people/edit";
    }

    // The button was pressed twice, or somebody else has made the same change.
    private boolean stands(Acting acting, Subject subject, RoleForm form) {
        var changes = changes(acting, subject, form);
        return changes != null && changes.isEmpty();
    }

    /// What would change if the form were saved as it stands; null when it can't be.
    private @Nullable List<AccessChange> changes(Acting acting, Subject subject, RoleForm form) {
        try {
            var organization = acting.organization();
            var edit = form.edit(subject.access(), organization.timeZone());
            var after = wishes.edited(organization.id(), subject.access(), edit, clock.instant());
            return AccessChange.between(subject.access(), after, subject.name());
        } catch (Invalid notYet) {
            return null;
        }
    }

    private List<String> words(Problem refused, Locale locale) {
        return refused.flaws().isEmpty()
                ? List.of(sentences.detail(refused, locale))
                : refused.flaws().stream()
                        .map(f -> sentences.tell(f, locale).detail())
                        .distinct()
                        .toList();
    }
}
