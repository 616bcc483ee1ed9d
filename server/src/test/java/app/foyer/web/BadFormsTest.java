package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Secrets;
import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forms filled in with what can't be: each comes back as it was typed and says what is wrong, and nothing is changed.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFormsTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String NASTY = "\"><script>alert(1)</script>";

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Resident ada;
    private String storefront;
    private String invitation;
    private String link;
    private String before;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        storefront = town.body(town.stranger().get(acme.api() + "/applications/storefront", Town.bearer(acme.token())))
                .path("id")
                .asString();
        invitation = town.invite(acme, "ann@acme.test", "MEMBER");
        link = "/invitations/" + linkTo(invitation);
    }

    // The secret is in the e-mail alone, and no e-mail is written here.
    private String linkTo(String id) {
        var secret = Secrets.next();
        db.sql("update invitation set secret_hash = :hash where id = :id")
                .param("hash", Secrets.sha256(secret))
                .param("id", UUID.fromString(id))
                .update();
        var token = ByteBuffer.allocate(64);
        Stream.of(acme.id(), id)
                .map(UUID::fromString)
                .forEach(part -> token.putLong(part.getMostSignificantBits()).putLong(part.getLeastSignificantBits()));
        return Secrets.text(token.put(secret).array());
    }

    @BeforeEach
    void look() {
        before = Refused.everything(db);
    }

    @AfterEach
    void nothingIsChanged() {
        assertThat(Refused.everything(db)).isEqualTo(before);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    // Fills in a form's fields, written as the body they become, with the page's token.
    private static HttpResponse<String> send(Visitor visitor, String page, String path, String fields) {
        var body = "_csrf=" + visitor.csrf(page) + (fields.isEmpty() ? "" : "&" + fields);
        return visitor.send("POST", path, BodyPublishers.ofString(body), "Content-Type", FORM);
    }

    private static String filled(String fields) {
        return fields.replace("<60000 lines>", "a%0A".repeat(60_000))
                .replace("<101>", "x".repeat(101))
                .replace("<255>", "x".repeat(243) + "%40acme.test")
                .replace("<5000>", "x".repeat(5000))
                .replace("<script>", encoded(NASTY));
    }

    private static String value(HttpResponse<String> page, String field) {
        return Objects.requireNonNull(Jsoup.parse(page.body()).selectFirst("[name=" + field + "]"))
                .val();
    }

    private static void escapes(HttpResponse<String> page) {
        assertThat(page.body()).doesNotContain("<script>alert").doesNotContain("\"><script");
        assertThat(Jsoup.parse(page.body()).select("script:not([src])")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "email=",
                "email=+",
                "email=nobody",
                "email=<255>",
                "email=<5000>",
                "email=<script>",
                "email=<script>%40acme.test",
                "email=a%00%40acme.test",
                "email=a%0D%0ABcc%3Ab%40acme.test",
                "email=a%E2%80%AE%40acme.test",
                "email=a%E2%80%8B%40acme.test",
                "email=a%40acme.test&email=b%40acme.test",
                "e-mail=a%40acme.test"
            })
    void noLinkIsSentToWhatIsNoAddress(String fields) {
        var answer = send(town.stranger(), "/sign-in", "/sign-in", filled(fields) + "&next=%2Faccount");

        Refused.asPage(answer, 422);
        assertThat(answer.body()).contains("id=\"email-error\"");
        assertThat(value(answer, "next")).isEqualTo("/account");
        if (fields.equals("email=<script>")) {
            assertThat(value(answer, "email")).isEqualTo(NASTY);
        }
        escapes(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            emails=&orgRole=MEMBER                                         | Type at least one
            orgRole=MEMBER                                                 | Type at least one
            emails=+%0D%0A+&orgRole=MEMBER                                 | Type at least one
            emails=<60000 lines>&orgRole=MEMBER                            | 100,000 characters
            emails=nobody&orgRole=MEMBER                                   | Line 1
            emails=a%40b.test%0Anobody&orgRole=MEMBER                      | Line 2
            emails=<255>&orgRole=MEMBER                                    | Line 1
            emails=<script>&orgRole=MEMBER                                 | Line 1
            emails=a%00%40b.test&orgRole=MEMBER                            | Line 1
            emails=a%1B%40b.test&orgRole=MEMBER                            | Line 1
            emails=a%E2%80%AE%40b.test&orgRole=MEMBER                      | Line 1
            emails=a%E2%80%8B%40b.test&orgRole=MEMBER                      | Line 1
            emails=a%40b.test                                              | Choose an Org role
            emails=a%40b.test&orgRole=                                     | Choose an Org role
            emails=a%40b.test&orgRole=OWNER                                | Choose an Org role
            emails=a%40b.test&orgRole=<script>                             | Choose an Org role
            emails=a%40b.test&orgRole=MEMBER&locale=xx                     | language
            emails=a%40b.test&orgRole=MEMBER&locale=<script>               | language
            emails=a%40b.test&orgRole=MEMBER&locale=en%00                  | language
            emails=a%40b.test&orgRole=GUEST&appRole.{storefront}=OWNER     | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.{storefront}=          | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.{storefront}=<script>  | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.storefront=READ        | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.=READ                  | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.<script>=READ          | App roles
            emails=a%40b.test&orgRole=GUEST&appRole.{acme}=READ            | no such application
            emails=a%40b.test&orgRole=MEMBER&action=copy                   | whose roles
            emails=a%40b.test&orgRole=MEMBER&action=copy&copyFrom=nobody   | whose roles
            emails=a%40b.test&orgRole=MEMBER&action=copy&copyFrom=<script> | whose roles
            emails=a%40b.test&orgRole=MEMBER&action=copy&copyFrom={acme}   | whose roles
            emails=a%40b.test&orgRole=MEMBER&action=search&q=%00           | searched
            emails=a%40b.test&orgRole=MEMBER&action=search&q=<5000>        | searched
            """)
    void theInviteFormComesBackAsTyped(String fields, String words) {
        var path = acme.pages() + "/people/invite";
        var body = filled(fields).replace("{storefront}", storefront).replace("{acme}", acme.id());

        var answer = send(ada.visitor(), path, path, body);

        Refused.asPage(answer, 422);
        assertThat(answer.body()).contains(words);
        escapes(answer);
        if (fields.startsWith("emails=a%40b.test&")) {
            assertThat(value(answer, "emails")).isEqualTo("a@b.test");
        }
        if (fields.startsWith("emails=<script>")) {
            assertThat(value(answer, "emails")).isEqualTo(NASTY);
        }
    }

    @Test
    void anActionThatTheInviteFormDoesNotHaveInvitesNobody() {
        var path = acme.pages() + "/people/invite";

        var answer = send(ada.visitor(), path, path, "emails=a%40b.test&orgRole=MEMBER&action=delete");

        Refused.asPage(answer, 422);
        assertThat(answer.body()).contains("<b>action</b>");
    }

    @Test
    void anApplicationsIdIsTheSameInCapitals() {
        var path = acme.pages() + "/people/invite";
        var role = "&appRole." + storefront.toUpperCase(Locale.ROOT) + "=WRITE";

        var answer = send(ada.visitor(), path, path, "orgRole=GUEST&action=search&q=" + encoded(NASTY) + role);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(answer.body()).select("input[value=WRITE][checked]"))
                .hasSize(1);
        assertThat(value(answer, "q")).isEqualTo(NASTY);
        escapes(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name=",
                "name=+",
                "name=%C2%A0",
                "name=%E2%80%8D",
                "name=%00",
                "name=<101>",
                "name=A%00B",
                "name=A%0AB",
                "name=A%1BB",
                "name=A%E2%80%AEB",
                "name=A%E2%80%8BB",
                "nom=Ann",
                "name=<script><101>",
                "name=%EF%BB%BF",
                "name=<5000>"
            })
    void nobodyIsCalledThat(String fields) {
        var landed = send(town.stranger(), link, link + "/accept", filled(fields));
        var renamed = send(ada.visitor(), "/account", "/account/name", filled(fields));

        for (var answer : List.of(landed, renamed)) {
            Refused.asPage(answer, 422);
            assertThat(answer.body()).contains("id=\"name-error\"", "A name has 1 to 100 characters");
            escapes(answer);
            if (fields.startsWith("name=<script>")) {
                assertThat(value(answer, "name")).startsWith(NASTY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "language=",
                "language=xx",
                "language=en%00",
                "language=<5000>",
                "language=<script>",
                "lang=en"
            })
    void noLanguageIsSpokenLikeThat(String fields) {
        var answer = send(ada.visitor(), "/account", "/account/language", filled(fields));

        Refused.asPage(answer, 422);
        escapes(answer);
    }

    Stream<String> forms() {
        return Stream.of(
                "/sign-in /sign-in",
                "/sign-in /sign-in/garbage",
                "/account /sign-out",
                "/account /account/name",
                "/account /account/language",
                "/account " + acme.pages() + "/notices",
                "/account /account/sessions/" + UUID.randomUUID() + "/end",
                "/account " + acme.pages() + "/settings/general/logo/remove",
                "/account " + acme.pages() + "/people/invite",
                "/account " + acme.pages() + "/people/invitations/" + invitation + "/resend",
                "/account " + acme.pages() + "/people/invitations/" + invitation + "/cancel",
                "/account /my-invitations/" + acme.id() + "/" + invitation + "/accept",
                "/account /my-invitations/" + acme.id() + "/" + invitation + "/decline",
                "/account " + link + "/accept",
                "/account " + link + "/decline",
                "/account " + link + "/switch");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatDidNotComeFromOurPageIsNotTaken(String form) {
        var path = form.split(" ")[1];
        var good = encoded(ada.visitor().csrf("/account"));
        var foreign = encoded(town.stranger().csrf("/sign-in"));

        for (var body : List.of(
                "",
                "_csrf=",
                "_csrf=nonsense",
                "_csrf=" + foreign,
                "_csrf=%00",
                "_csrf=" + "x".repeat(5000),
                "csrf=" + good)) {
            var answer = ada.visitor()
                    .send(
                            "POST",
                            path,
                            BodyPublishers.ofString(body + "&email=a%40b.test&name=A"),
                            "Content-Type",
                            FORM);
            Refused.asPage(answer, 403);
            assertThat(answer.body()).contains("Nothing has been changed");
        }
        var multipart = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                + ada.visitor().csrf("/account") + "\r\n--x--\r\n";
        Refused.asPage(
                ada.visitor()
                        .send(
                                "POST",
                                path,
                                BodyPublishers.ofString(multipart),
                                "Content-Type",
                                "multipart/form-data; boundary=x"),
                403);
        Refused.asPage(ada.visitor().json("POST", path, "{\"_csrf\": \"" + good + "\"}"), 403);
        for (var method : List.of("PUT", "PATCH", "DELETE")) {
            Refused.asPage(ada.visitor().send(method, path, BodyPublishers.noBody()), 403);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsTooLargeOrGarbledIsNotRead(String form) {
        var path = form.split(" ")[1];
        var token = ada.visitor().csrf("/account");
        var start = "_csrf=" + encoded(token) + "&name=";
        var large = start + "x".repeat(10 * 1024 * 1024);

        Refused.asPage(ada.visitor().send("POST", path, BodyPublishers.ofString(large), "Content-Type", FORM), 413);
        Refused.asPage(ada.visitor().send("POST", path, chunked(large), "Content-Type", FORM), 413);
        for (var type : List.of(FORM, "multipart/form-data; boundary=x", "application/json")) {
            Refused.asPage(
                    ada.visitor().send("POST", path, chunked(large), "Content-Type", type, "X-CSRF-TOKEN", token), 413);
        }
        for (var garbled : List.of("%zz", "%", "a%4", "x&%zz=1", "%FF", "%C0%80")) {
            Refused.asPage(
                    ada.visitor().send("POST", path, BodyPublishers.ofString(start + garbled), "Content-Type", FORM),
                    400);
        }
        Refused.asPage(
                ada.visitor()
                        .send("POST", path, BodyPublishers.ofString(start + "&a".repeat(2000)), "Content-Type", FORM),
                400);
    }

    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /account/sessions/garbage/end                          | 404
            /account/sessions/01982c00-0000-7000-8000-000000000000/end | 404
            /o/{slug}/people/invitations/garbage/resend            | 404
            /o/{slug}/people/invitations/garbage/cancel            | 404
            /o/{slug}/people/invitations/01982c00-0000-7000-8000-000000000000/cancel | 404
            /o/no-such/people/invite                               | 404
            /my-invitations/garbage/garbage/accept                 | 404
            /my-invitations/{id}/garbage/accept                    | 404
            /my-invitations/{id}/{invitation}/accept               | 404
            /my-invitations/{id}/{invitation}/decline              | 404
            /invitations/garbage/accept                            | 404
            /invitations/garbage/decline                           | 404
            /invitations/garbage/switch                            | 404
            /sign-in/garbage                                       | 410
            /mailbox                                               | 405
            /mailbox/garbage                                       | 405
            /account                                               | 405
            /problems/conflict                                     | 405
            /                                                      | 405
            /nothing                                               | 404
            """)
    void whatIsNotThereTakesNoForm(String path, int status) {
        var url = path.replace("{slug}", acme.slug()).replace("{id}", acme.id()).replace("{invitation}", invitation);

        Refused.asPage(send(ada.visitor(), "/account", url, "name=A&email=a%40b.test&unknown=1"), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accept", "/decline", "/switch"})
    void anInvitationsButtonsArePressedNotOpened(String button) {
        assertThat(ada.visitor().get(link + button).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accept", "/accept?name=Evil"})
    void theWrongAccountAcceptsNothing(String button) {
        var answer =
                send(ada.visitor(), "/account", link + button, "name=" + encoded(NASTY) + "&email=ada%40acme.test");

        Refused.asPage(answer, 409);
        assertThat(answer.body()).contains("ann@acme.test", ada.email());
        escapes(answer);
    }
}
