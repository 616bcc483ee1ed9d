package app.foyer.access;

import app.foyer.account.Flash;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings > Applications: adding one, editing one.
@Controller
@RequestMapping("/o/{org}/settings/applications")
class ApplicationFormPages {
    private final Applications applications;
    private final Sentences sentences;
    private final InstantSource clock;

    ApplicationFormPages(Applications applications, Sentences sentences, InstantSource clock) {
        this.applications = applications;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping("/add")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String askToAdd(Acting acting, Model model) {
        return form(ApplicationForm.empty(), null, Map.of(), model);
    }

    @PostMapping("/add")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String add(
            Acting acting,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var form = ApplicationForm.read(fields);
        try {
            var added = applications.add(acting.organization().id(), form.added(), acting.actor(), clock.instant());
            return done(acting, "done.application-added", added, request, locale);
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return form(form, null, sentences.byField(refused, "/slug", locale), model);
        }
    }

    @GetMapping("/{application}/edit")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String askToEdit(Acting acting, @PathVariable String application, Model model) {
        var known = known(acting, application);
        return form(ApplicationForm.of(known), known, Map.of(), model);
    }

    @PostMapping("/{application}/edit")
    @Needs(Permission.MANAGE_APPLICATIONS)
    String edit(
            Acting acting,
            @PathVariable String application,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var known = known(acting, application);
        var form = ApplicationForm.read(fields);
        try {
            return done(
                    acting,
                    "done.application-edited",
                    applications.edit(
                            acting.organization().id(),
                            known.id(),
                            form.edited(),
                            IfMatch.any(),
                            acting.actor(),
                            clock.instant()),
                    request,
                    locale);
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return form(form, known, sentences.byField(refused, "/name", locale), model);
        }
    }

    private Application known(Acting acting, String reference) {
        return applications.findAny(acting.organization().id(), reference).orElseThrow(NotFound::new);
    }

    /// @param known the one to edit; null to add one
    private static String form(
            ApplicationForm form, @Nullable Application known, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("known", known);
        model.addAttribute("errors", errors);
        return "access/application-form";
    }

    private String done(
            Acting acting, String sentence, Application application, HttpServletRequest request, Locale locale) {
        Flash.say(request, sentences.say(sentence, locale, application.name()));
        return "redirect:" + ApplicationSettingsPages.path(acting);
    }
}
