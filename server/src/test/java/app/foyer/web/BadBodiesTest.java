package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Bodies that say nothing the API could do: each is refused in the contract's form, and nothing is changed.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadBodiesTest {
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final List<String> VERBS_WITH_BODY =
            List.of("organization", "add", "invite", "edit", "found", "agree");

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Map<String, String> routes;
    private String before;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        var invitation = acme.api() + "/invitations/" + town.invite(acme, "ann@acme.test", "GUEST");
        routes = Map.of(
                "organization", "PATCH " + acme.api(),
                "add", "POST " + acme.api() + "/applications",
                "invite", "POST " + acme.api() + "/invitations",
                "edit", "PATCH " + invitation,
                "resend", "POST " + invitation + "/resend",
                "cancel", "POST " + invitation + "/cancel",
                "found", "POST /api/v1/operator/organizations",
                "agree", "PATCH /api/v1/operator/organizations/" + acme.slug());
    }

    @BeforeEach
    void look() {
        before = Refused.everything(db);
    }

    @AfterEach
    void nothingIsChanged() {
        assertThat(Refused.everything(db)).isEqualTo(before);
    }

    private HttpResponse<String> send(String verb, BodyPublisher body, String contentType) {
        var route = Objects.requireNonNull(routes.get(verb)).split(" ");
        var token = route[1].contains("/operator/") ? Town.OPERATOR : acme.token();
        return town.stranger()
                .send(route[0], route[1], body, "Content-Type", contentType, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(String verb, String body) {
        return send(verb, BodyPublishers.ofString(filled(body)), "application/json");
    }

    // <n> stands for n letters, [n] for n levels of lists.
    private static String filled(String body) {
        var text = body.replace("<90000 empty>", "\"\",".repeat(89_999) + "\"\"")
                .replace("<63>", "x".repeat(63))
                .replace("<64>", "x".repeat(64))
                .replace("<101>", "x".repeat(101))
                .replace("<255>", "x".repeat(243) + "@acme.test")
                .replace("<2001>", "x".repeat(2001))
                .replace("<digits>", "9".repeat(500))
                .replace("<deep>", "[".repeat(10_000) + "]".repeat(10_000));
        return text.replace(
                "<21 contacts>",
                "{\"name\": \"A\", \"email\": \"a@acme.test\"},".repeat(20)
                        + "{\"name\": \"A\", \"email\": \"a@acme.test\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            organization | {"name": ""}                                                    | /name
            organization | {"name": " \\t "}                                               | /name
            organization | {"name": "\\u00a0"}                                             | /name
            organization | {"name": "\\u200d"}                                             | /name
            organization | {"name": "<101>"}                                               | /name
            organization | {"name": 5}                                                     | /name
            organization | {"name": true}                                                  | /name
            organization | {"name": ["A"]}                                                 | /name
            organization | {"name": {"a": 1}}                                              | /name
            organization | {"name": <deep>}                                                | /name
            organization | {"name": "A\\u0000B"}                                           | /name
            organization | {"name": "A\\u0007B"}                                           | /name
            organization | {"name": "A\\nB"}                                               | /name
            organization | {"name": "A\\u202eB"}                                           | /name
            organization | {"name": "A\\u200bB"}                                           | /name
            organization | {"name": "A\\ud800B"}                                           | /name
            organization | {"timeZone": ""}                                                | /timeZone
            organization | {"timeZone": "Europe/Atlantis"}                                 | /timeZone
            organization | {"timeZone": "UTC\\u0000"}                                      | /timeZone
            organization | {"timeZone": "<2001>"}                                          | /timeZone
            organization | {"timeZone": 1}                                                 | /timeZone
            organization | {"primaryContacts": {}}                                         | /primaryContacts
            organization | {"primaryContacts": "ann"}                                      | /primaryContacts
            organization | {"primaryContacts": [5]}                                        | /primaryContacts/0
            organization | {"primaryContacts": [null]}                                     | /primaryContacts/0/name
            organization | {"primaryContacts": [{"name": "A"}]}                            | /primaryContacts/0/email
            organization | {"primaryContacts": [{"email": "a@acme.test"}]}                 | /primaryContacts/0/name
            organization | {"primaryContacts": [{"name": "A", "email": "a"}]}              | /primaryContacts/0/email
            organization | {"primaryContacts": [{"name": "A", "email": "<255>"}]}          | /primaryContacts/0/email
            organization | {"primaryContacts": [{"name": "A", "email": "a\\ud800@b.test"}]}| /primaryContacts/0/email
            organization | {"primaryContacts": [{"name": "A", "email": 7}]}                | /primaryContacts/0/email
            organization | {"primaryContacts": [{"name": "A", "mail": "a@b.test"}]}        | /primaryContacts/0/mail
            organization | {"primaryContacts": [<21 contacts>]}                            | /primaryContacts
            organization | {"slug": "Other"}                                               | /slug
            add          | {}                                                              | /name
            add          | {"name": null}                                                  | /name
            add          | {"name": ""}                                                    | /name
            add          | {"name": "<101>"}                                               | /name
            add          | {"name": "A\\u202eB"}                                           | /name
            add          | {"name": "---"}                                                 | /slug
            add          | {"name": "Wiki", "slug": ""}                                       | /slug
            add          | {"name": "Wiki", "slug": "a"}                                      | /slug
            add          | {"name": "Wiki", "slug": "UPPER"}                                  | /slug
            add          | {"name": "Wiki", "slug": "-fine-"}                                 | /slug
            add          | {"name": "Wiki", "slug": "fine slug"}                              | /slug
            add          | {"name": "Wiki", "slug": "fi\\u0000ne"}                            | /slug
            add          | {"name": "Wiki", "slug": "fi\\u200bne"}                            | /slug
            add          | {"name": "Wiki", "slug": "<64>"}                                   | /slug
            add          | {"name": "Wiki", "slug": "01982c00-0000-7000-8000-000000000000"}   | /slug
            add          | {"name": "Wiki", "slug": 12}                                       | /slug
            add          | {"name": "Wiki", "kind": "PHP"}                                    | /kind
            add          | {"name": "Wiki", "kind": "other"}                                  | /kind
            add          | {"name": "Wiki", "kind": ""}                                       | /kind
            add          | {"name": "Wiki", "kind": 0}                                        | /kind
            add          | {"name": "Wiki", "kind": ["OTHER"]}                                | /kind
            add          | {"name": "Wiki", "url": ""}                                        | /url
            add          | {"name": "Wiki", "url": "javascript:alert(1)"}                     | /url
            add          | {"name": "Wiki", "url": "data:text/html,x"}                        | /url
            add          | {"name": "Wiki", "url": "example.com"}                             | /url
            add          | {"name": "Wiki", "url": "//example.com"}                           | /url
            add          | {"name": "Wiki", "url": "https:example.com"}                       | /url
            add          | {"name": "Wiki", "url": "https://"}                                | /url
            add          | {"name": "Wiki", "url": "https://user:secret@example.com/"}        | /url
            add          | {"name": "Wiki", "url": "https://exa mple.com/"}                   | /url
            add          | {"name": "Wiki", "url": "https://example.com/\\"><script>"}        | /url
            add          | {"name": "Wiki", "url": "https://example.com/\\u0000"}             | /url
            add          | {"name": "Wiki", "url": "https://example.com/\\u202e"}             | /url
            add          | {"name": "Wiki", "url": "https://example.com/\\ud800"}             | /url
            add          | {"name": "Wiki", "url": "https://example.com/%zz"}                 | /url
            add          | {"name": "Wiki", "url": "https://example.com:99999/"}              | /url
            add          | {"name": "Wiki", "url": "https://example.com/<2001>"}              | /url
            add          | {"name": "Wiki", "url": 5}                                         | /url
            add          | {"name": "Wiki", "id": "x"}                                        | /id
            """)
    void aWrongFieldIsNamed(String verb, String body, String pointer) {
        Refused.asFlaw(send(verb, body), pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"orgRole": "MEMBER"}                                                                   | /emails
            {"emails": null, "orgRole": "MEMBER"}                                                   | /emails
            {"emails": [], "orgRole": "MEMBER"}                                                     | /emails
            {"emails": "a@b.test", "orgRole": "MEMBER"}                                             | /emails
            {"emails": {"0": "a@b.test"}, "orgRole": "MEMBER"}                                      | /emails
            {"emails": [null], "orgRole": "MEMBER"}                                                 | /emails/0
            {"emails": [""], "orgRole": "MEMBER"}                                                   | /emails/0
            {"emails": [" "], "orgRole": "MEMBER"}                                                  | /emails/0
            {"emails": [5], "orgRole": "MEMBER"}                                                    | /emails/0
            {"emails": [["a@b.test"]], "orgRole": "MEMBER"}                                         | /emails/0
            {"emails": [[]], "orgRole": "MEMBER"}                                                   | /emails/0
            {"emails": ["a@b.test", ["b@b.test", "c@b.test"]], "orgRole": "MEMBER"}                 | /emails/1
            {"emails": [{"a": "a@b.test"}], "orgRole": "MEMBER"}                                         | /emails/0
            {"emails": ["a@b.test", "nobody"], "orgRole": "MEMBER"}                                 | /emails/1
            {"emails": ["a@b.test", "<255>"], "orgRole": "MEMBER"}                                  | /emails/1
            {"emails": ["a\\u0000@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a\\u0008@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a\\u202e@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a\\u200b@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a\\ud800@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a@b.test\\r\\nBcc: x@b.test"], "orgRole": "MEMBER"}                        | /emails/0
            {"emails": ["<script>@b.test"], "orgRole": "MEMBER"}                                    | /emails/0
            {"emails": ["a1@b.test","a2@b.test","a3@b.test","a4@b.test","a5@b.test","a6@b.test","a7@b.test","a8@b.test","a9@b.test","a10@b.test","a11@b.test"], "orgRole": "MEMBER"} | /emails/10
            {"emails": [<90000 empty>], "orgRole": "MEMBER"}                                         | /emails
            {"emails": ["a@b.test"]}                                                                | /orgRole
            {"emails": ["a@b.test"], "orgRole": null}                                               | /orgRole
            {"emails": ["a@b.test"], "orgRole": ""}                                                 | /orgRole
            {"emails": ["a@b.test"], "orgRole": "OWNER"}                                            | /orgRole
            {"emails": ["a@b.test"], "orgRole": "member"}                                           | /orgRole
            {"emails": ["a@b.test"], "orgRole": 1}                                                  | /orgRole
            {"emails": ["a@b.test"], "orgRole": <digits>}                                           | /orgRole
            {"emails": ["a@b.test"], "orgRole": {}}                                                 | /orgRole
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "locale": ""}                             | /locale
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "locale": "xx-nonsense"}                  | /locale
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "locale": "en\\u0000"}                    | /locale
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "locale": "<2001>"}                       | /locale
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "locale": 5}                              | /locale
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "accessEndsAt": "2100-01-01"}             | /accessEndsAt
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "accessEndsAt": "2100-01-01T10:00Z"}      | /accessEndsAt
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "accessEndsAt": "2100-01-01T10:00:00"}    | /accessEndsAt
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "accessEndsAt": "2100-02-30T10:00:00Z"}   | /accessEndsAt
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "accessEndsAt": 5}                        | /accessEndsAt
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "nope": 1}                                | /nope
            {"emails": ["a@b.test"], "orgRole": "MEMBER", "appGrants": [{"application": "storefront", "appRole": "READ"}]} | /appGrants
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": {}}                           | /appGrants
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": "storefront"}                 | /appGrants
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": ["storefront"]}               | /appGrants/0
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [null]}                       | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{}]}                         | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "storefront"}]} | /appGrants/0/appRole
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "storefront", "appRole": "OWNER"}]} | /appGrants/0/appRole
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "storefront", "appRole": "NONE"}]} | /appGrants/0/appRole
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "storefront", "appRole": "READ", "x": 1}]} | /appGrants/0/x
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": 5, "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "", "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "no-such", "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "a\\u0000", "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "a\\ud800", "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "<64>", "appRole": "READ"}]} | /appGrants/0/application
            {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "storefront", "appRole": "READ"}, {"application": "storefront", "appRole": "WRITE"}]} | /appGrants/1/application
            """)
    void nobodyIsInvitedByAWrongField(String body, String pointer) {
        Refused.asFlaw(send("invite", body), pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            edit  | {"orgRole": "OWNER"}                                                      | /orgRole
            edit  | {"orgRole": ["GUEST"]}                                                    | /orgRole
            edit  | {"orgRole": ""}                                                           | /orgRole
            edit  | {"emails": []}                                                            | /emails
            edit  | {"status": "ACCEPTED"}                                                    | /status
            edit  | {"appGrants": 5}                                                          | /appGrants
            edit  | {"appGrants": [{"appRole": "READ"}]}                                      | /appGrants/0/application
            edit  | {"appGrants": [{"application": "storefront", "appRole": "OWNER"}]}        | /appGrants/0/appRole
            edit  | {"appGrants": [{"application": "no-such", "appRole": "READ"}]}            | /appGrants/0/application
            edit  | {"appGrants": [{"application": "a\\u0000", "appRole": "READ"}]}           | /appGrants/0/application
            edit  | {"orgRole": "MEMBER", "appGrants": [{"application": "storefront", "appRole": "READ"}]} | /appGrants
            found | {}                                                                        | /name
            found | {"slug": "fine-slug", "name": "<101>", "adminEmail": "o@a.test"}          | /name
            found | {"slug": "fine-slug", "name": "A\\u200bB", "adminEmail": "o@a.test"}      | /name
            found | {"slug": "fine-slug", "name": "A\\ud800B", "adminEmail": "o@a.test"}      | /name
            found | {"slug": null, "name": "A", "adminEmail": "o@a.test"}                     | /slug
            found | {"slug": "", "name": "A", "adminEmail": "o@a.test"}                       | /slug
            found | {"slug": "<64>", "name": "A", "adminEmail": "o@a.test"}                   | /slug
            found | {"slug": "fi\\u0000ne", "name": "A", "adminEmail": "o@a.test"}            | /slug
            found | {"slug": "01982c00-0000-7000-8000-000000000000", "name": "A", "adminEmail": "o@a.test"} | /slug
            found | {"slug": "fine-slug", "name": "A", "adminEmail": ""}                      | /adminEmail
            found | {"slug": "fine-slug", "name": "A", "adminEmail": "<255>"}                 | /adminEmail
            found | {"slug": "fine-slug", "name": "A", "adminEmail": "o\\u0000@a.test"}       | /adminEmail
            found | {"slug": "fine-slug", "name": "A", "adminEmail": "o\\ud800@a.test"}       | /adminEmail
            found | {"slug": "fine-slug", "name": "A", "adminEmail": ["o@a.test"]}            | /adminEmail
            found | {"slug": "fine-slug", "name": "A", "adminEmail": "o@a.test", "token": ""} | /token
            agree | {"plan": {"seats": true}}                                                 | /plan/seats
            agree | {"plan": {"seats": []}}                                                   | /plan/seats
            agree | {"plan": {"seats": 99999999999999999999999999}}                           | /plan/seats
            agree | {"plan": {"seats": <digits>}}                                             | /plan/seats
            agree | {"plan": {"seats": 1e3}}                                                  | /plan/seats
            agree | {"plan": {"seats": 1e999999}}                                             | /plan/seats
            agree | {"plan": {"startsOn": ""}}                                                | /plan/startsOn
            agree | {"plan": {"startsOn": 20260101}}                                          | /plan/startsOn
            agree | {"plan": {"startsOn": "2026-01-01T00:00:00Z"}}                            | /plan/startsOn
            agree | {"plan": {"startsOn": "+999999999-12-31"}}                                | /plan/startsOn
            agree | {"plan": {"startsOn": "-9999-01-01"}}                                     | /plan/startsOn
            agree | {"plan": {"endsOn": "2026-01-01\\u0000"}}                                 | /plan/endsOn
            agree | {"plan": {"a/b~c": 1}}                                                    | /plan/a~1b~0c
            agree | {"plan": []}                                                              | /plan
            agree | {"plan": "free"}                                                          | /plan
            agree | {"suspended": 1}                                                          | /suspended
            agree | {"suspended": "true"}                                                     | /suspended
            agree | {"suspended": ""}                                                         | /suspended
            agree | {"slug": "other"}                                                         | /slug
            """)
    void noOfferAndNoPlanChangesByAWrongField(String verb, String body, String pointer) {
        Refused.asFlaw(send(verb, body), pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "}",
                "{\"name\"",
                "{\"name\": \"x}",
                "{\"name\": \"x\",}",
                "{name: \"x\"}",
                "{'name': 'x'}",
                "{\"name\": x}",
                "{\"name\": NaN}",
                "{\"name\": 01}",
                "{\"name\": \"\\x\"}",
                "{\"name\": \"\\ud8\"}",
                "{/* */}",
                "{} {}",
                "{}x",
                "{} {",
                "name=x",
                "<name>x</name>",
                "\u0000",
                "{\"name\": \"x\u0000\"}",
                "{\"name\": \"x\u0007\"}",
                "\u00ff\u00fe",
                "{\"name\": \"\u00c3\u0028\"}",
                "{\"name\": \"\u00ff\"}",
            })
    void whatIsNoJsonIsMalformed(String body) {
        for (var verb : VERBS_WITH_BODY) {
            var answer = send(verb, BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)), "application/json");
            Refused.asProblem(answer, 400, "malformed");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            organization | {"name": "A", "name": "B"}
            organization | {"primaryContacts": [{"name": "A", "name": "B", "email": "a@b.test"}]}
            add          | {"name": "Wiki", "slug": "aa", "name": "B"}
            invite       | {"emails": ["a@b.test"], "emails": [], "orgRole": "MEMBER"}
            invite       | {"emails": ["a@b.test"], "orgRole": "GUEST", "appGrants": [{"application": "a", "application": "b"}]}
            edit         | {"orgRole": "MEMBER", "orgRole": "GUEST"}
            found        | {"slug": "aa", "slug": "bb"}
            agree        | {"plan": {"seats": 1, "seats": 2}}
            agree        | {"plan": <deep>}
            add          | {"nope": <deep>}
            add          | {"x\\ud800": 1}
            agree        | {"plan": {"seats": <digits><digits><digits>}}
            """)
    void norIsWhatSaysAThingTwiceOrHasNoBottom(String verb, String body) {
        Refused.asProblem(send(verb, body), 400, "malformed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            []                       | ``
            [{}]                     | ``
            "name"                   | ``
            5                        | ``
            true                     | ``
            <deep>                   | ``
            {"nope": 1}              | /nope
            {"": 1}                  | /
            {"a/b~c": {"d": 1}}      | /a~1b~0c
            {"nope\\u0000": 1}       | `/nope\u0000`
            {"<2001>": null}         | /<2001>
            {"__proto__": {}}        | /__proto__
            """)
    void whatIsNoBodyOfOursIsNamed(String body, String pointer) {
        for (var verb : VERBS_WITH_BODY) {
            Refused.asFlaw(send(verb, body), filled(pointer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/html",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/yaml",
                "nonsense",
                "application/json; charset=nonsense",
            })
    void otherContentIsNotTaken(String contentType) {
        for (var verb : VERBS_WITH_BODY) {
            Refused.asProblem(send(verb, BodyPublishers.ofString("{}"), contentType), 415, "unsupported-media-type");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "add", "invite", "edit", "resend", "cancel", "found", "agree"})
    void tenMegabytesAreTooLarge(String verb) {
        var large = ("{\"name\": \"" + "x".repeat(TEN_MEGABYTES) + "\"}").getBytes(ISO_8859_1);
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));

        Refused.asProblem(send(verb, BodyPublishers.ofByteArray(large), "application/json"), 413, "too-large");
        Refused.asProblem(send(verb, chunked, "application/json"), 413, "too-large");
    }

    @Test
    void aThousandFlawsAreTold() {
        var grants = "{},".repeat(100_000) + "{}";

        var answer = send("edit", "{\"orgRole\": \"GUEST\", \"appGrants\": [" + grants + "]}");

        assertThat(Refused.asProblem(answer, 422, "validation").path("errors").size())
                .isEqualTo(1000);
    }
}
