package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Cursor;
import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Query parameters and paths that name nothing: the API says which parameter, and pages never fail.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadQueriesTest {
    private static final String OPERATORS = "/api/v1/operator/organizations";
    private static final UUID SOME_ID = UUID.fromString("01982c00-0000-7000-8000-000000000000");

    @Autowired
    Town town;

    private Tenant acme;
    private Resident ada;
    private List<String> lists;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        town.invite(acme, "under_score%@acme.test", "MEMBER");
        town.invite(acme, "plain@acme.test", "MEMBER");
        lists = List.of(
                acme.api() + "/applications",
                acme.api() + "/members",
                acme.api() + "/invitations",
                "/api/v1/organizations",
                OPERATORS);
    }

    private HttpResponse<String> get(String path) {
        return town.stranger().get(path, Town.bearer(path.startsWith(OPERATORS) ? Town.OPERATOR : acme.token()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String filled(String text) {
        return text.replace("<201>", "x".repeat(201)).replace("<4000>", "x".repeat(4000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "201",
                "-1",
                "abc",
                "1e3",
                "",
                "+5",
                "5.0",
                "%205",
                "00001",
                "99999999999",
                "%D9%A3",
                "1&limit=2"
            })
    void aLimitIsANumberFromOneTo200(String limit) {
        for (var list : lists) {
            Refused.asFlaw(get(list + "?limit=" + limit), "limit");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "%25",
                "%00",
                "e30",
                "AAAA",
                "<4000>",
                "01982c00-0000-7000-8000-000000000000",
                "a&cursor=b"
            })
    void aCursorIsWhatWasHandedOut(String cursor) {
        for (var list : lists) {
            Refused.asFlaw(get(list + "?cursor=" + filled(cursor)), "cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "-infinity",
                "infinity",
                "2026-11-23 10:00:00+00",
                "0000-01-01 00:00:00+00",
                "-0005-01-01 00:00:00+00",
                "+10000-01-01 00:00:00+00",
                "+999999999-12-31 23:59:59+00",
                "-999999999-01-01 00:00:00+00",
                "2026-11-23 10:00:00+18",
                "2026-11-23 10:00:00-17:30",
                "2026-02-30 10:00:00+00",
                "'; drop table member; --",
                "\uD83D\uDE00\u202E\u200B",
                "<4000>"
            })
    void aForgedCursorDoesNoHarm(String key) {
        for (var sort : List.of("name", "-name", "joinedAt", "-joinedAt", "lastSeenAt", "-lastSeenAt")) {
            var cursor = new Cursor("members " + sort, filled(key), SOME_ID).text();
            var query = "?sort=" + sort + "&cursor=" + cursor;
            assertThat(get(acme.api() + "/members" + query).statusCode()).isEqualTo(200);
            assertThat(ada.visitor().get(acme.pages() + "/people" + query).statusCode())
                    .isEqualTo(200);
        }
        cursorsByList(filled(key))
                .forEach((list, cursor) -> assertThat(
                                get(list + "?cursor=" + cursor.text()).statusCode())
                        .as(list)
                        .isEqualTo(200));
        var applications = new Cursor("applications", filled(key), SOME_ID).text();
        assertThat(ada.visitor().get(acme.pages() + "?cursor=" + applications).statusCode())
                .isEqualTo(200);
    }

    private Map<String, Cursor> cursorsByList(String key) {
        return Map.of(
                acme.api() + "/applications",
                new Cursor("applications", key, SOME_ID),
                acme.api() + "/members",
                new Cursor("members name", key, SOME_ID),
                acme.api() + "/invitations",
                new Cursor("invitations", key, SOME_ID),
                acme.api() + "/audit-events",
                new Cursor("audit-events", key, SOME_ID),
                acme.api() + "/suppressions",
                new Cursor("suppressions", key, SOME_ID),
                acme.api() + "/api-tokens",
                new Cursor("tokens", key, SOME_ID),
                acme.api() + "/applications/storefront/access",
                new Cursor("holders", "1" + key, SOME_ID),
                acme.api() + "/members/" + ada.member() + "/access",
                new Cursor("reach", key, SOME_ID),
                "/api/v1/organizations",
                new Cursor("organizations", key, SOME_ID),
                OPERATORS,
                new Cursor("all-organizations", key, SOME_ID));
    }

    @Test
    void aCursorOfAnotherListOrOrderIsNone() {
        var cursors = cursorsByList("x");

        cursors.keySet()
                .forEach(list -> cursors.forEach((other, cursor) -> {
                    if (!other.equals(list)) {
                        Refused.asFlaw(get(list + "?cursor=" + cursor.text()), "cursor");
                    }
                }));
        var byName = new Cursor("members name", "x", SOME_ID).text();
        Refused.asFlaw(get(acme.api() + "/members?sort=-name&cursor=" + byName), "cursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /applications | kind=PHP                    | kind
            /applications | kind=other                  | kind
            /applications | kind=OTHER&kind=NODEJS      | kind
            /applications | q=%00                       | q
            /applications | q=a%0Ab                     | q
            /applications | q=%C2%85                    | q
            /applications | q=<201>                     | q
            /members      | orgRole=OWNER               | orgRole
            /members      | orgRole=0                   | orgRole
            /members      | sort=age                    | sort
            /members      | sort=--name                 | sort
            /members      | sort=name%20desc            | sort
            /members      | sort=name;drop%20table%20x  | sort
            /members      | application=no-such         | application
            /members      | application=%00             | application
            /members      | application=<4000>          | application
            /members      | application=01982c00-0000-7000-8000-000000000000 | application
            /members      | q=%00                       | q
            /members      | q=<201>                     | q
            /invitations  | status=OPEN                 | status
            /invitations  | status=pending              | status
            /invitations  | status=%E2%80%AEPENDING     | status
            /invitations  | delivery=LOST               | delivery
            /invitations  | q=%1B[31m                   | q
            /invitations  | q=<201>                     | q
            """)
    void aWrongParameterIsNamed(String list, String query, String parameter) {
        var url = acme.api() + list + "?" + filled(query).replace("[", "%5B");

        Refused.asFlaw(get(url), parameter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            under_score%   | 1
            _              | 1
            %              | 1
            under%score    | 0
            plai_          | 0
            \\             | 0
            \\%            | 0
            '              | 0
            "              | 0
            *              | 0
            plain          | 1
            PLAIN          | 1
            """)
    void searchTakesWildcardsByTheirWord(String q, int found) {
        var answer = get(acme.api() + "/invitations?q=" + encoded(q));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(town.body(answer).path("total").asInt()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%E2%80%AE%E2%80%8B", "q=%F0%9F%98%80", "q=%ED%A0%80", "q=%FF", "q=%C0%80", "q=%25zz", "q=", "q=%20",
                "q", "nonsense=1", "__proto__=1", "q[]=x", "q=a&q=b", "=", "&&&", "limit=5&&x",
                "q=%7B0%7D%24%7B7*7%7D%23%7B7*7%7D"
            })
    void whatIsOddIsAnsweredOrMalformed(String query) {
        var url = query.replace("[", "%5B").replace("]", "%5D");

        for (var list : lists) {
            assertThat(get(list + "?" + url).statusCode()).as(list).isIn(200, 400);
        }
        for (var page : List.of("", "/people", "/people/invitations")) {
            var shown = ada.visitor().get(acme.pages() + page + "?" + url);
            assertThat(shown.statusCode()).as(page).isIn(200, 400);
            Refused.keepsItsInnards(shown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%zz", "q=%", "q=%a", "%zz=1"})
    void anEncodingThatEndsNowhereIsMalformed(String query) {
        for (var list : lists) {
            var answer = RawRequest.get(
                    town.port(),
                    list + "?" + query,
                    "Authorization: Bearer " + (list.equals(OPERATORS) ? Town.OPERATOR : acme.token()));
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "/problems/malformed");
        }
        for (var page : List.of("/sign-in", "/", acme.pages(), acme.pages() + "/people/invitations", "/mailbox")) {
            var answer = RawRequest.get(
                    town.port(),
                    page + "?" + query,
                    "Cookie: foyer_session=" + ada.visitor().cookies.get("foyer_session"));
            assertThat(answer)
                    .as(page)
                    .containsPattern("^HTTP/1.1 (400|200|404)")
                    .doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "0",
                "-1",
                "null",
                "undefined",
                "01982c00-0000-7000-8000-000000000000",
                "01982c00-0000-7000-8000-00000000000",
                "01982c00-0000-7000-8000-0000000000000",
                "01982c0000007000800000000000000000",
                "%F0%9F%98%80",
                "%E2%80%AEx",
                "%C3%A9",
                "a%20b",
                "a'b",
                "%22",
                "%3Cscript%3E",
                "<4000>",
                "{invitation}",
                "$%7B7*7%7D",
                "*",
                "~",
                "UPPER"
            })
    void whatCanNotExistIsNotFound(String id) {
        var odd = filled(id).replace("{", "%7B").replace("}", "%7D");

        for (var path : List.of(
                "/api/v1/organizations/" + odd,
                "/api/v1/organizations/" + odd + "/invitations",
                acme.api() + "/applications/" + odd,
                acme.api() + "/members/" + odd,
                acme.api() + "/invitations/" + odd,
                acme.api() + "/" + odd,
                "/api/v1/" + odd)) {
            Refused.asProblem(get(path), 404, "not-found");
        }
        for (var path : List.of(
                "/o/" + odd,
                "/o/" + odd + "/people",
                acme.pages() + "/people/invitations/" + odd + "/resend",
                acme.pages() + "/people/invitations/" + odd + "/cancel",
                "/problems/" + odd,
                "/mailbox/" + odd,
                "/mailbox/" + odd + "/html",
                "/mailbox?key=" + odd,
                "/" + odd)) {
            Refused.asPage(ada.visitor().get(path), 404);
        }
        assertThat(ada.visitor().get("/invitations/" + odd).statusCode()).isEqualTo(404);
        assertThat(ada.visitor().get("/sign-in/" + odd).statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH | ''                            | {"suspended": true}
            PATCH | /organizations                | {}
            """)
    void norForTheOperator(String method, String path, String body) {
        for (var id : List.of("garbage", "UPPER", "%F0%9F%98%80", "x".repeat(4000), SOME_ID.toString())) {
            var answer = town.stranger()
                    .json(method, OPERATORS + "/" + id + path.replace("''", ""), body, Town.bearer(Town.OPERATOR));
            Refused.asProblem(answer, 404, "not-found");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH  | /invitations/{id}         | {"orgRole": "MEMBER"}
            POST   | /invitations/{id}/resend  | ''
            POST   | /invitations/{id}/cancel  | ''
            """)
    void norForVerbs(String method, String path, String body) {
        for (var id : List.of("garbage", "%F0%9F%98%80", "x".repeat(4000), SOME_ID.toString())) {
            var answer = town.stranger()
                    .json(
                            method,
                            acme.api() + path.replace("{id}", id),
                            body.replace("''", ""),
                            Town.bearer(acme.token()));
            Refused.asProblem(answer, 404, "not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%1B=a", "a%00=1", "a=1&%0D%0A=2"})
    void namesOfParametersThatNobodyCanReadAreMalformed(String parameters) {
        var list = town.stranger().get(acme.api() + "/members?" + parameters, Town.bearer(acme.token()));
        var form = town.stranger()
                .send(
                        "POST",
                        acme.api() + "/applications",
                        BodyPublishers.ofString(parameters),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Bearer " + acme.token());

        Refused.asProblem(list, 400, "malformed");
        Refused.asProblem(form, 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb", "a%00", "%0A", "a;b=c", "a//b", "%2e%2e", "a%5Cb", "%25", "a%zz", "\\", "^", "|", "a b", "\"",
                "\u0001"
            })
    void whatIsNoPathIsMalformed(String id) {
        var api =
                RawRequest.get(town.port(), acme.api() + "/invitations/" + id, "Authorization: Bearer " + acme.token());
        var page = RawRequest.get(town.port(), "/invitations/" + id);

        assertThat(api)
                .containsPattern("^HTTP/1.1 (400|404)")
                .containsPattern("Content-Type: (application/problem\\+json|text/html)")
                .doesNotContain("Exception");
        assertThat(page).containsPattern("^HTTP/1.1 (400|404)").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | kind=PHP        | kind
            ''                   | q=%00           | q
            ''                   | q=<201>         | q
            ''                   | cursor=garbage  | cursor
            /people              | orgRole=OWNER   | orgRole
            /people              | q=%07           | q
            /people              | cursor=garbage  | cursor
            /people/invitations  | status=OPEN     | status
            /people/invitations  | delivery=LOST   | delivery
            /people/invitations  | q=<201>         | q
            /people/invitations  | cursor=garbage  | cursor
            """)
    void aPageNamesAWrongParameterToo(String page, String query, String parameter) {
        var answer = ada.visitor().get(acme.pages() + page.replace("''", "") + "?" + filled(query));

        Refused.asPage(answer, 422);
        assertThat(answer.body()).contains("<b>" + parameter + "</b>");
    }

    @Test
    void aFilterThatNamesNothingOnThePageIsNoFilter() {
        for (var query :
                List.of("application=no-such", "application=%00", "sort=age", "application=" + "x".repeat(4000))) {
            assertThat(ada.visitor().get(acme.pages() + "/people?" + query).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/%5Cevil.example",
                "javascript:alert(1)",
                "%00",
                "%22%3E%3Cscript%3E",
                "<4000>"
            })
    void signInForgetsWhereNobodyMayGo(String next) {
        var page = town.stranger().get("/sign-in?next=" + filled(next));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("evil.example", "javascript:", "\"><script", "name=\"next\"");
    }

    @Test
    void whatIsSearchedForComesBackAsText() {
        var nasty = "\"><script>alert(1)</script>";

        for (var page : List.of("", "/people", "/people/invitations")) {
            var shown = ada.visitor().get(acme.pages() + page + "?q=" + encoded(nasty));
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
        }
    }
}
