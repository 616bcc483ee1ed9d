package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Languages;
import app.foyer.mail.Letter;
import app.foyer.mail.Letters;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AppRole;
import app.foyer.people.GrantRow;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// No name of an organization, a person or an application breaks an e-mail or an invitee's page, in any language: each
/// comes out as it is, and nothing else is different from what plain names make.
class FuzzedNamesTest {
    private static final int NAMES = 10_000;
    private static final int CASES = NAMES / 3 + 1;
    private static final Instant NOW = Scene.NOW;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String ADDRESS = "o'brien+\"x\"@bücher.example";

    private final Letters letters = Backstage.bean(Letters.class);
    private final ITemplateEngine templates = Backstage.bean(ITemplateEngine.class);
    private final MockServletContext servlet = new MockServletContext();
    private final JakartaServletWebApplication application = JakartaServletWebApplication.buildApplication(servlet);

    /// A notice as its letter's template reads it.
    record Line(
            String kind,
            String about,
            String day,
            String at,
            String detail,
            String email,
            @Nullable String undelivered,
            List<String> roles,
            String quoted) {
        static Line of(Names names) {
            return new Line(
                    "ADMIN_MADE", names.person(), "7 May", "7 May", names.app(), ADDRESS, null, List.of(), names.app());
        }
    }

    record Names(String organization, String person, String app) {}

    private static String plain(String text) {
        return text.replaceAll("[\u2068\u2069]", "");
    }

    private static String tag(int number) {
        var all = Languages.written();
        return all.get(number % all.size()).tag();
    }

    @Test
    void noNameBreaksAnEMail() {
        var names = new FuzzedNames(1);
        var usual = new HashMap<String, Integer>();
        for (var i = 0; i < CASES; i++) {
            var some = new Names(names.thing(), names.person(), names.thing());
            for (var kind : i % 5 > 0 ? List.of("invitation") : List.of("invitation", "sign-in", "notice")) {
                var letter = letter(kind, some, tag(i));
                var html = Jsoup.parse(letter.html());
                var size = usual.computeIfAbsent(
                        kind + tag(i),
                        _ -> elements(Jsoup.parse(letter(kind, new Names("Acme", "Ada", "Blog"), letter.locale())
                                .html())));

                assertThat(elements(html)).as(letter.html()).isEqualTo(size);
                assertThat(html.select("script, svg, img, [onerror], [onload]")).isEmpty();
                assertThat(plain(html.select("h1").getFirst().wholeText())).contains(shownInHeading(kind, some));
                assertThat(plain(letter.text())).contains(shownInHeading(kind, some));
                assertThat(plain(letter.subject())).contains(shownInSubject(kind, some));
                if (kind.equals("invitation")) {
                    assertThat(html.select("li bdi").getFirst().wholeText()).isEqualTo(some.app());
                    assertThat(html.select("blockquote").getFirst().wholeText())
                            .isEqualTo(some.app() + "\n" + some.person());
                    assertThat(letter.text()).contains("- " + some.app() + " ");
                }
                assertThat(html.select("a").attr("href")).endsWith("/x/y");
                assertThat(letter.text()).contains(html.select("a").attr("href") + "\n");
            }
        }
    }

    private static int elements(Document html) {
        return html.getAllElements().size();
    }

    private static String shownInHeading(String kind, Names names) {
        return kind.equals("invitation") ? names.organization() : names.person();
    }

    private static List<String> shownInSubject(String kind, Names names) {
        return kind.equals("sign-in") ? List.of("") : List.of(names.person(), names.organization());
    }

    private Letter letter(String kind, Names names, String tag) {
        return switch (kind) {
            case "invitation" ->
                letters.write(
                        "invitation/mail-invitation",
                        "invitation.subject",
                        List.of(names.person(), names.organization()),
                        model(
                                names,
                                Map.of(
                                        "occasion",
                                        "invitation",
                                        "orgRole",
                                        "GUEST",
                                        "appGrants",
                                        List.of(new MailedInvitations.Promise(names.app(), AppRole.WRITE, NOW)),
                                        "greeting",
                                        List.of(names.app(), names.person()))),
                        tag);
            case "sign-in" ->
                letters.write(
                        "account/mail-sign-in",
                        "sign-in.subject",
                        List.of(),
                        model(names, Map.of("validFor", "10")),
                        tag);
            default ->
                letters.write(
                        "people/mail-notice",
                        "notice.ADMIN_MADE.subject",
                        List.of(names.person(), names.organization()),
                        model(
                                names,
                                Map.of("n", Line.of(names), "audience", "ADMIN", "choosable", true, "reader", ADDRESS)),
                        tag);
        };
    }

    private static Map<String, Object> model(Names names, Map<String, Object> more) {
        var model = new HashMap<String, Object>(Map.of(
                "organizationName", names.organization(),
                "inviterName", names.person(),
                "name", names.person(),
                "inviterEmail", ADDRESS,
                "email", ADDRESS,
                "expiresAt", NOW,
                "endsAt", NOW,
                "accessEndsAt", NOW,
                "zone", ZONE,
                "path", "/x/y"));
        model.putAll(more);
        return model;
    }

    @Test
    void noNameBreaksAnInviteesPage() {
        var names = new FuzzedNames(2);
        var usual = new HashMap<String, Integer>();
        for (var i = 0; i < CASES; i++) {
            var some = new Names(names.thing(), names.person(), names.thing());
            var tag = tag(i);
            for (var view : i % 5 > 0 ? List.of("NEW") : List.of("NEW", "WRONG_ACCOUNT")) {
                var page = invitation(view, some, tag);
                var size = usual.computeIfAbsent(
                        view + tag, _ -> elements(invitation(view, new Names("Acme", "Ada", "Blog"), tag)));

                assertThat(elements(page)).as(page.html()).isEqualTo(size);
                assertThat(page.select("script:not([src])")).isEmpty();
                if (view.equals("NEW")) {
                    assertThat(page.select("h1 bdi").getFirst().wholeText()).isEqualTo(some.organization());
                    assertThat(page.select(".who .sub bdi").getFirst().wholeText())
                            .isEqualTo(some.person());
                    assertThat(page.select("dd bdi").getFirst().wholeText()).isEqualTo(some.app());
                    assertThat(page.select("input[name=name]").val()).isEqualTo(some.person());
                } else {
                    assertThat(page.select("p.names bdi").getLast().wholeText()).isEqualTo(some.organization());
                }
            }
            if (i % 5 == 0) {
                var dead = dead(some, tag);
                assertThat(dead.select("p bdi").getFirst().wholeText()).isEqualTo(some.organization());
                assertThat(dead.select("p.names bdi").getFirst().wholeText()).isEqualTo(some.person());
                assertThat(elements(dead))
                        .isEqualTo(usual.computeIfAbsent(
                                "dead" + tag, _ -> elements(dead(new Names("A", "B", "C"), tag))));
            }
        }
    }

    private Document invitation(String view, Names names, String tag) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("invitation", offer(names));
        model.put("view", view);
        model.put("token", "T");
        model.put("name", names.person());
        model.put("signedInAs", ADDRESS);
        return page("invitation/invitation", model, tag);
    }

    private static OfferRow offer(Names names) {
        return new OfferRow(
                new OrganizationId(new UUID(0, 1)).value(),
                new UUID(0, 2),
                names.organization(),
                "A",
                1,
                names.person(),
                ADDRESS,
                ADDRESS,
                OrgRole.GUEST,
                List.of(new GrantRow(names.app(), AppRole.WRITE, null, false)),
                null,
                NOW,
                null,
                List.of(names.app()),
                null,
                null);
    }

    private Document dead(Names names, String tag) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("kind", DeadLink.Because.EXPIRED);
        model.put("at", NOW);
        model.put("organizationName", names.organization());
        model.put("inviterName", names.person());
        model.put("email", ADDRESS);
        model.put("signedIn", true);
        return page("invitation/dead-link", model, tag);
    }

    private Document page(String template, Map<String, @Nullable Object> model, String tag) {
        var request = new MockHttpServletRequest(servlet, "GET", "/");
        model.put("zone", ZONE);
        var exchange = application.buildExchange(request, new MockHttpServletResponse());
        return Jsoup.parse(templates.process(template, new WebContext(exchange, Locale.of(tag), model)));
    }
}
