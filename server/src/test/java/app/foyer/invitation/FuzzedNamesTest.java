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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// No name of an organization, a person or an application breaks an e-mail or an invitee's page, in any language: each
/// comes out as it is, and nothing else is different from what plain names make. Ten thousand of each for e-mails; as
/// many
/// on the pages of those who are in: `NamesOnPagesTest`.
class FuzzedNamesTest {
    private static final int LETTERS = 10_000;
    private static final int PAGES = 700;
    private static final int APPS = 20;
    private static final Names PLAIN = new Names("Acme", "Ada", Collections.nCopies(APPS, "Blog"));
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

    record Names(String organization, String person, List<String> apps) {
        static Names of(FuzzedNames names, int apps) {
            return new Names(
                    names.thing(),
                    names.person(),
                    Stream.generate(names::thing).limit(apps).toList());
        }

        String app() {
            return apps.getFirst();
        }
    }

    private static String plain(String text) {
        return text.replaceAll("[\u2068\u2069]", "");
    }

    private static String tag(int number) {
        var all = Languages.written();
        return all.get(number % all.size()).tag();
    }

    // Every twentieth is a guest's invitation, with twenty applications each.
    @Test
    void noNameBreaksAnEMail() {
        var names = new FuzzedNames(1);
        var usual = new HashMap<String, Integer>();
        for (var i = 0; i < LETTERS; i++) {
            var some = Names.of(names, i % APPS == 0 ? APPS : 1);
            var kind = i % APPS == 0
                    ? "guest"
                    : List.of("member", "sign-in", "notice").get(i % 3);
            var letter = letter(kind, some, tag(i / APPS));
            var html = Jsoup.parse(letter.html());
            var size = usual.computeIfAbsent(
                    kind + letter.locale(),
                    _ -> elements(
                            Jsoup.parse(letter(kind, PLAIN, letter.locale()).html())));

            assertThat(elements(html)).as(letter.html()).isEqualTo(size);
            assertThat(html.select("script, svg, img, link, [src], [background], [onerror], [onload]"))
                    .isEmpty();
            assertThat(plain(html.select("h1").getFirst().wholeText())).contains(shownInHeading(kind, some));
            assertThat(plain(html.body().wholeText())).contains(some.person(), some.organization());
            assertThat(plain(letter.text()))
                    .contains(some.person(), some.organization())
                    .doesNotContain("\n\n\n");
            assertThat(plain(letter.subject())).contains(shownInSubject(kind, some));
            if (kind.equals("guest")) {
                assertThat(html.select("li bdi")).extracting(Element::wholeText).isEqualTo(some.apps());
                assertThat(html.select("blockquote").getFirst().wholeText())
                        .isEqualTo(some.app() + "\n" + some.person());
                assertThat(some.apps())
                        .allSatisfy(app -> assertThat(letter.text()).contains("\n  - " + app + " "));
            }
            assertThat(html.select("a").attr("href")).endsWith("/x/y");
            assertThat(letter.text()).contains(html.select("a").attr("href") + "\n");
        }
    }

    private static int elements(Document html) {
        return html.getAllElements().size();
    }

    private static String shownInHeading(String kind, Names names) {
        return kind.equals("sign-in") ? names.person() : names.organization();
    }

    private static List<String> shownInSubject(String kind, Names names) {
        return kind.equals("sign-in") ? List.of("") : List.of(names.person(), names.organization());
    }

    private Letter letter(String kind, Names names, String tag) {
        return switch (kind) {
            case "guest" ->
                invitation(
                        names,
                        Map.of(
                                "occasion",
                                "invitation",
                                "orgRole",
                                "GUEST",
                                "appGrants",
                                names.apps().stream()
                                        .map(app -> new MailedInvitations.Promise(app, AppRole.WRITE, NOW))
                                        .toList(),
                                "greeting",
                                List.of(names.app(), names.person())),
                        tag);
            case "member" ->
                invitation(names, Map.of("occasion", "reminder", "orgRole", "MEMBER", "appGrants", List.of()), tag);
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

    private Letter invitation(Names names, Map<String, Object> more, String tag) {
        return letters.write(
                "invitation/mail-invitation",
                more.get("occasion") + ".subject",
                List.of(names.person(), names.organization()),
                model(names, more),
                tag);
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
        for (var i = 0; i < PAGES; i++) {
            var some = Names.of(names, APPS);
            var tag = tag(i / 5);
            var kind = List.of("NEW", "WRONG_ACCOUNT", "NEW", "dead", "NEW").get(i % 5);
            var page = page(kind, some, tag);
            var size = usual.computeIfAbsent(kind + tag, _ -> elements(page(kind, PLAIN, tag)));

            assertThat(elements(page)).as(page.html()).isEqualTo(size);
            assertThat(page.select("script:not([src])")).isEmpty();
            switch (kind) {
                case "NEW" -> {
                    assertThat(page.select("h1 bdi").getFirst().wholeText()).isEqualTo(some.organization());
                    assertThat(page.select(".who .sub bdi").getFirst().wholeText())
                            .isEqualTo(some.person());
                    assertThat(page.select("dd bdi"))
                            .extracting(Element::wholeText)
                            .containsAll(some.apps());
                    assertThat(page.select("input[name=name]").val()).isEqualTo(some.person());
                }
                case "dead" -> {
                    assertThat(page.select("p bdi").getFirst().wholeText()).isEqualTo(some.organization());
                    assertThat(page.select("p.names bdi").getFirst().wholeText())
                            .isEqualTo(some.person());
                }
                default ->
                    assertThat(page.select("p.names bdi").getLast().wholeText()).isEqualTo(some.organization());
            }
        }
    }

    private Document page(String kind, Names names, String tag) {
        return kind.equals("dead") ? dead(names, tag) : invitation(kind, names, tag);
    }

    private Document invitation(String view, Names names, String tag) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("invitation", offer(names));
        model.put("view", view);
        model.put("token", "T");
        model.put("name", names.person());
        model.put("signedInAs", ADDRESS);
        return rendered("invitation/invitation", model, tag);
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
                names.apps().stream()
                        .map(app -> new GrantRow(app, AppRole.WRITE, null, false))
                        .toList(),
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
        return rendered("invitation/dead-link", model, tag);
    }

    private Document rendered(String template, Map<String, @Nullable Object> model, String tag) {
        var request = new MockHttpServletRequest(servlet, "GET", "/");
        model.put("zone", ZONE);
        var exchange = application.buildExchange(request, new MockHttpServletResponse());
        return Jsoup.parse(templates.process(template, new WebContext(exchange, Locale.of(tag), model)));
    }
}
