package app.foyer.home;

import app.foyer.account.Flash;
import app.foyer.invitation.LogoPages;
import app.foyer.organization.LogoPicture;
import app.foyer.organization.Logos;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
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
    private final Logos logos;
    private final OrganizationViews views;
    private final Sentences sentences;
    private final InstantSource clock;

    SettingsPages(
            Organizations organizations,
            Logos logos,
            OrganizationViews views,
            Sentences sentences,
            InstantSource clock) {
        this.organizations = organizations;
        this.logos = logos;
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
        return show(acting.organization(), OrganizationForm.of(acting.organization()), Map.of(), model);
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
            return show(acting.organization(), OrganizationForm.read(fields).withAnotherContact(), Map.of(), model);
        }
        var form = OrganizationForm.read(fields).withoutBlankContacts();
        try {
            var edited = organizations.edit(
                    acting.organization().id(), form.edit(), IfMatch.any(), acting.actor(), clock.instant());
            return saved(edited, request, locale);
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return show(
                    acting.organization(),
                    form.withAnotherContact(),
                    sentences.byField(refused, "/slug", locale),
                    model);
        }
    }

    /// Multipart, which only this form is.
    @PostMapping("/general/logo")
    @Needs(Permission.MANAGE_ORGANIZATION)
    String setLogo(Acting acting, HttpServletRequest request, HttpServletResponse response, Model model, Locale locale)
            throws IOException, ServletException {
        acting.require(Permission.MANAGE_ORGANIZATION);
        try {
            logos.set(acting.organization().id(), LogoPicture.of(picture(request)), acting.actor(), clock.instant());
        } catch (Invalid refused) {
            response.setStatus(refused.kind().status().value());
            var form = OrganizationForm.of(acting.organization());
            return show(acting.organization(), form, sentences.byField(refused, "/logo", locale), model);
        }
        return saved(acting.organization(), request, locale);
    }

    private static byte[] picture(HttpServletRequest request) throws IOException, ServletException {
        var type = Objects.requireNonNullElse(request.getContentType(), "");
        var part = type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE) ? request.getPart("logo") : null;
        if (part == null || part.getSize() == 0) {
            throw new Invalid(Flaw.at("/logo", "flaw.no-logo"));
        }
        try (var content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }

    @PostMapping("/general/logo/remove")
    @Needs(Permission.MANAGE_ORGANIZATION)
    String removeLogo(Acting acting, HttpServletRequest request, Locale locale) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        logos.remove(acting.organization().id(), acting.actor(), clock.instant());
        return saved(acting.organization(), request, locale);
    }

    private String saved(Organization organization, HttpServletRequest request, Locale locale) {
        Flash.say(request, sentences.say("done.organization-edited", locale));
        return "redirect:" + general(organization);
    }

    private static String show(
            Organization organization, OrganizationForm form, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("letterhead", organization.letterhead());
        model.addAttribute("logo", LogoPages.path(organization));
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
