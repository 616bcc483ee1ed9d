package app.foyer.home;

import app.foyer.account.Flash;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings > General and Settings > Plan.
@Controller
@RequestMapping("/o/{org}/settings")
class SettingsPages {
    private final Organizations organizations;
    private final OrganizationViews views;
    private final Sentences sentences;
    private final InstantSource clock;

    SettingsPages(Organizations organizations, OrganizationViews views, Sentences sentences, InstantSource clock) {
        this.organizations = organizations;
        this.views = views;
        this.sentences = sentences;
        this.clock = clock;
    }

    @GetMapping
    @Needs(Permission.SEE_SETTINGS)
    String settings(Acting acting) {
        return "redirect:" + general(acting.organization());
    }

    @GetMapping("/general")
    @Needs(Permission.SEE_SETTINGS)
    String general(Acting acting, Model model) {
        return show(OrganizationForm.of(acting.organization()), Map.of(), model);
    }

    @PostMapping("/general")
    @Needs(Permission.MANAGE_ORGANIZATION)
    String edit(
            Acting acting,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        if ("add".equals(fields.getFirst("action"))) {
            return show(OrganizationForm.read(fields).withAnotherContact(), Map.of(), model);
        }
        var form = OrganizationForm.read(fields).withoutBlankContacts();
        try {
            var edited = organizations.edit(acting.organization().id(), form.edit(), acting.actor(), clock.instant());
            Flash.say(request, sentences.say("done.organization-edited", locale));
            return "redirect:" + general(edited);
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return show(form.withAnotherContact(), sentences.byField(refused, "/slug", locale), model);
        }
    }

    private static String show(OrganizationForm form, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("zones", TimeZones.known());
        return "home/settings-general";
    }

    @GetMapping("/plan")
    @Needs(Permission.SEE_PLAN)
    String plan(Acting acting, Model model) {
        acting.require(Permission.SEE_PLAN);
        var now = clock.instant();
        var plan = views.planOf(acting.organization(), now);
        var today = now.atZone(acting.organization().timeZone()).toLocalDate();
        model.addAttribute("plan", PlanMeter.of(plan, today));
        return "home/settings-plan";
    }

    private static String general(Organization organization) {
        return "/o/" + organization.slug() + "/settings/general";
    }
}
