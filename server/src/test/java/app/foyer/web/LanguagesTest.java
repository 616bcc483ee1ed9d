package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Languages;
import app.foyer.mail.Texts;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/// Invitees' pages are in the language of whoever reads them, whole; all others are in English.
@WholeHouseTest
@Import(InvitationLinks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguagesTest {
    @Autowired
    Town town;

    @Autowired
    InvitationLinks links;

    private Tenant acme;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
    }

    static Stream<String> tags() {
        return Languages.written().stream().map(Languages.Language::tag);
    }

    private record Invited(String id, String link, String email) {}

    private Invited invite(String tag, String email) {
        var answer = town.stranger()
                .json("POST", acme.api() + "/invitations", """
                        {"emails": ["%s"], "orgRole": "GUEST", "locale": "%s", "accessEndsAt": "2100-01-01T00:00:00Z",
                         "appGrants": [{"application": "storefront", "appRole": "WRITE"}]}
                        """.formatted(email, tag), Town.bearer(acme.token()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var id = town.body(answer).at("/results/0/invitation/id").asString();
        return new Invited(id, links.to(acme, id), email);
    }

    private Invited invite(String tag) {
        return invite(tag, "ann-" + UUID.randomUUID() + "@acme.test");
    }

    private static String say(String tag, String key, Object... arguments) {
        var texts = new TreeMap<>(Texts.of("mails", tag));
        texts.putAll(Texts.of("invitee", tag));
        return new MessageFormat(texts.getOrDefault(key, key), Locale.of(tag)).format(arguments);
    }

    /// A page that is in the language from top to bottom.
    private static Document isIn(String tag, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var page = Jsoup.parse(answer.body());
        var html = page.expectFirst("html");
        assertThat(html.attr("lang")).isEqualTo(tag);
        assertThat(html.attr("dir")).isEqualTo(tag.equals("ar") ? "rtl" : "ltr");
        if (!tag.equals("en")) {
            var text = page.text()
                    + page.select("[title]").eachAttr("title")
                    + page.select("[aria-label]").eachAttr("aria-label");
            assertThat(english()).allSatisfy(sentence -> assertThat(text).doesNotContain(sentence));
        }
        return page;
    }

    // Long enough to be no name by chance.
    private static List<String> english() {
        return Stream.of("invitee", "pages", "problems", "mails")
                .flatMap(file -> Texts.of(file, "en").values().stream())
                .filter(text -> text.contains(" ") && text.length() > 9 && !text.contains("{"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tags")
    void anInvitationIsShownInItsLanguage(String tag) {
        var invited = invite(tag);

        var page = isIn(tag, town.stranger().get(invited.link(), "Accept-Language", "en"), 200);

        assertThat(page.title().replaceAll("[\u2068\u2069]", ""))
                .isEqualTo(say(tag, "web.page-title", page.expectFirst("h1").text()));
        assertThat(page.select(".facts dt").eachText())
                .containsExactly(
                        say(tag, "invitation.for"),
                        say(tag, "invitation.as"),
                        say(tag, "invitation.applications"),
                        say(tag, "invitation.ends"),
                        say(tag, "invitation.valid-until"));
        assertThat(page.select("button").eachText())
                .containsExactly(say(tag, "invitation.accept-new"), say(tag, "invitation.decline"));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void whoeverHasAnAccountIsAskedToSignInInTheInvitationsLanguage(String tag) {
        var invited = invite(tag, town.account("hank"));
        var stranger = town.stranger();

        var page = isIn(tag, stranger.get(invited.link(), "Accept-Language", "en"), 200);
        var signIn = stranger.submit(invited.link(), invited.link() + "/accept", Map.of());

        assertThat(page.text()).contains(say(tag, "invitation.has-account"));
        assertThat(isIn(tag, signIn, 200).text()).contains(say(tag, "sign-in.lead"));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aSignedInPersonReadsTheInvitationInItsLanguage(String tag) {
        var email = town.account("gil");
        var invited = invite(tag, email);
        var gil = town.signIn(email);
        var eve = town.signedIn("eve");

        var ready = isIn(tag, gil.get(invited.link()), 200);
        var wrong = isIn(tag, eve.get(invited.link()), 200);
        var refused = isIn(tag, eve.submit(invited.link(), invited.link() + "/accept", Map.of()), 409);

        assertThat(ready.select("button").eachText()).contains(say(tag, "invitation.accept"));
        assertThat(wrong.expectFirst("h1").text()).isEqualTo(say(tag, "invitation.wrong.title"));
        assertThat(refused.expectFirst("h1").text()).isEqualTo(say(tag, "invitation.wrong.title"));
        isIn(tag, eve.submit(invited.link(), invited.link() + "/switch", Map.of()), 200);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void acceptingMakesAnAccountThatReadsTheInvitationsLanguage(String tag) {
        var invited = invite(tag);
        var ann = town.stranger();

        var nameless = ann.submit(invited.link(), invited.link() + "/accept", Map.of("name", " "));
        var accepted = ann.submit(invited.link(), invited.link() + "/accept", Map.of("name", "Ann"));
        var inside = Jsoup.parse(ann.get(acme.pages()).body());

        assertThat(isIn(tag, nameless, 422).select(".err").text()).isEqualTo(say(tag, "flaw.name"));
        assertThat(accepted.statusCode()).isEqualTo(303);
        assertThat(inside.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(inside.select(".flash p").text()).isEqualTo(say(tag, "done.accepted", "acme"));
        assertThat(inside.select(".flash p").attr("lang")).isEqualTo(tag.equals("en") ? "" : tag);
        assertThat(inside.select(".flash p").attr("dir"))
                .isEqualTo(tag.equals("en") ? "" : tag.equals("ar") ? "rtl" : "ltr");
        assertThat(town.body(ann.get("/api/v1/me")).path("locale").asString()).isEqualTo(tag);
        isIn(tag, ann.get("/sign-in"), 200);
        isIn(tag, town.stranger().get(invited.link()), 410);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void decliningAnswersInTheInvitationsLanguage(String tag) {
        var invited = invite(tag);
        var ann = town.stranger();

        var declined = isIn(tag, ann.submit(invited.link(), invited.link() + "/decline", Map.of()), 200);

        assertThat(declined.expectFirst("h1").text()).isEqualTo(say(tag, "dead.DECLINED.title"));
        assertThat(isIn(tag, ann.get(invited.link()), 410).expectFirst("h1").text())
                .isEqualTo(say(tag, "dead.DECLINED.title"));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aCanceledInvitationSaysSoInItsLanguage(String tag) {
        var invited = invite(tag);
        town.stranger()
                .json("POST", acme.api() + "/invitations/" + invited.id() + "/cancel", "", Town.bearer(acme.token()));

        var dead = isIn(tag, town.stranger().get(invited.link(), "Accept-Language", "en"), 410);

        assertThat(dead.expectFirst("h1").text()).isEqualTo(say(tag, "dead.CANCELED.title"));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void withoutAnInvitationTheBrowsersLanguageIsSpoken(String tag) {
        var wish = new String[] {"Accept-Language", "x-klingon, nl;q=0.9, " + tag + "-XK;q=0.8, en;q=0.1"};
        var stranger = town.stranger();

        isIn(tag, stranger.get("/sign-in", wish), 200);
        isIn(tag, stranger.submit("/sign-in", "/sign-in", Map.of("email", "ann@acme.test"), wish), 200);
        var refused = isIn(tag, stranger.submit("/sign-in", "/sign-in", Map.of("email", "ann@@x"), wish), 422);
        assertThat(refused.expectFirst(".err").wholeText()).contains(say(tag, "flaw.address", "ann@@x"));
        isIn(tag, stranger.get("/sign-in/" + "A".repeat(64), wish), 410);
        isIn(tag, stranger.get("/invitations/" + "A".repeat(86), wish), 404);
        var forged = isIn(tag, stranger.post("/sign-in", Map.of("email", "ann@acme.test"), wish), 403);
        assertThat(forged.text()).contains(say(tag, "forbidden.csrf"));
        isIn(tag, stranger.json("PUT", "/sign-in", "", wish), 403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pt-BR                    | pt
            ar-EG,en;q=0.5           | ar
            ja                       | ja
            nl                       | en
            *                        | en
            *;q=nonsense             | en
            en;q=0.1, fr-CA;q=0.9    | fr
            """)
    void theBrowsersFirstWishThatIsWrittenCounts(String wishes, String tag) {
        isIn(tag, town.stranger().get("/sign-in", "Accept-Language", wishes), 200);
    }

    @Test
    void whatTheAccountReadsComesBeforeTheBrowser() {
        var ada = town.join(acme, "ada", "MEMBER").visitor();
        var chosen = ada.submit("/account", "/account/language", Map.of("language", "ja"));

        assertThat(chosen.statusCode()).isEqualTo(303);
        var flash =
                Jsoup.parse(ada.get("/sign-in", "Accept-Language", "de").body()).expectFirst(".flash p");
        assertThat(flash.attr("lang")).isEqualTo("en");
        isIn("ja", ada.get("/sign-in", "Accept-Language", "de"), 200);
        var account = Jsoup.parse(ada.get("/account", "Accept-Language", "de").body());
        assertThat(account.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(account.select("select[name=language] option").eachAttr("value"))
                .containsExactlyElementsOf(tags().toList());
        assertThat(account.select("select[name=language] option[selected]").val())
                .isEqualTo("ja");
    }

    @Test
    void theDashboardAndTheApiAreInEnglish() {
        var ada = town.join(acme, "ada", "ADMIN").visitor();

        for (var path : List.of("/account", "/?all", acme.pages() + "/people/invite", "/problems/conflict")) {
            isIn("en", ada.get(path, "Accept-Language", "de"), 200);
        }
        isIn("en", ada.get("/o/no-such", "Accept-Language", "de"), 404);
        assertThat(town.stranger().get(acme.api(), "Accept-Language", "de").body())
                .contains("Sign in first");
    }

    @Test
    void theInviteFormOffersEachLanguageUnderItsOwnName() {
        var ada = town.join(acme, "ada", "ADMIN").visitor();
        ada.submit("/account", "/account/language", Map.of("language", "pt-BR"));

        var form = Jsoup.parse(ada.get(acme.pages() + "/people/invite").body());

        assertThat(form.select("#locale option").eachText())
                .containsExactly("Deutsch", "English", "Español", "Français", "Português", "日本語", "العربية");
        assertThat(form.select("#locale option[selected]").val()).isEqualTo("pt");
    }
}
