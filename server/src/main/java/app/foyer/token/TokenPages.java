package app.foyer.token;

import app.foyer.account.Flash;
import app.foyer.database.Ids;
import app.foyer.database.Paging;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.PageLinks;
import app.foyer.people.Permission;
import app.foyer.people.TokenScope;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings > API tokens: the list, making one, revoking one.
@Controller
@RequestMapping("/o/{org}/settings/api-tokens")
class TokenPages {
    private final ApiTokens tokens;
    private final Sentences sentences;
    private final InstantSource clock;

    TokenPages(ApiTokens tokens, Sentences sentences, InstantSource clock) {
        this.tokens = tokens;
        this.sentences = sentences;
        this.clock = clock;
    }

    /// @param state why it opens nothing, as the messages call it; null when it does
    record Row(ApiToken token, @Nullable String state) {
        static Row of(ApiToken token, Instant now) {
            if (token.isActive(now)) {
                return new Row(token, null);
            }
            return new Row(token, token.isExpired(now) ? "expired" : "maker-no-admin");
        }
    }

    @GetMapping
    @Needs(Permission.SEE_TOKENS)
    String list(Acting acting, @RequestParam(required = false) @Nullable String cursor, Model model) {
        var now = clock.instant();
        var paging = Paging.of(ApiTokens.LIST, null, cursor);
        var page = tokens.page(acting, paging.after(), paging.limit(), now);
        model.addAttribute(
                "tokens", page.rows().stream().map(t -> Row.of(t, now)).toList());
        PageLinks.add(model, path(acting), Map.of(), paging.after(), page.next(), tokens.count(acting));
        return "token/settings-api-tokens";
    }

    @GetMapping("/create")
    @Needs(Permission.MANAGE_TOKENS)
    String askToCreate(Acting acting, Model model) {
        return form(TokenForm.empty(clock.instant()), Map.of(), model);
    }

    /// Answers with the page that shows the secret: a redirect would have to keep it somewhere meanwhile.
    @PostMapping("/create")
    @Needs(Permission.MANAGE_TOKENS)
    String create(
            Acting acting,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        acting.require(Permission.MANAGE_TOKENS);
        var now = clock.instant();
        var form = TokenForm.read(fields);
        try {
            var created = tokens.create(acting, form.wish(acting.organization().timeZone(), now), now);
            model.addAttribute("token", created.token());
            model.addAttribute("secret", created.secret());
            return "token/api-token-created";
        } catch (Problem refused) {
            response.setStatus(refused.kind().status().value());
            return form(form.again(now), sentences.byField(refused, "/", locale), model);
        }
    }

    private static String form(TokenForm form, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("scopes", TokenScope.values());
        return "token/create-api-token";
    }

    @GetMapping("/{token}/revoke")
    @Needs(Permission.MANAGE_TOKENS)
    String askToRevoke(Acting acting, @PathVariable String token, Model model) {
        var known = known(acting, token);
        model.addAttribute("one", known);
        model.addAttribute("madeWith", tokens.madeWith(acting, known.id()));
        return "token/confirm-revoke";
    }

    @PostMapping("/{token}/revoke")
    @Needs(Permission.MANAGE_TOKENS)
    String revoke(Acting acting, @PathVariable String token, HttpServletRequest request, Locale locale) {
        var known = known(acting, token);
        tokens.revoke(acting, known.id(), clock.instant());
        Flash.say(request, sentences.say("done.token-revoked", locale, known.name()));
        return "redirect:" + path(acting);
    }

    private ApiToken known(Acting acting, String token) {
        return tokens.get(acting, id(token), clock.instant());
    }

    private static UUID id(String token) {
        return Ids.parse(token).orElseThrow(NotFound::new);
    }

    private static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/settings/api-tokens";
    }
}
