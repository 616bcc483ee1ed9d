package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Headers and methods that no well-bred client sends.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadHeadersTest {
    @Autowired
    Town town;

    private Tenant acme;
    private Resident ada;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
    }

    private static String filled(String text) {
        return text.replace("<20000>", "x".repeat(20_000))
                .replace("<8000>", "x".repeat(8_000))
                .replace("<nul>", "\0")
                .replace("<bel>", "\u0007");
    }

    private String raw(String line, String... headers) {
        var answer = RawRequest.send(town.port(), line, "", headers);
        assertThat(answer).doesNotContain("Exception", "Apache Tomcat", "at org.");
        return answer;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            X-Long: <20000>                        | 400
            Cookie: a=<20000>                      | 400
            Authorization: Bearer <20000>          | 400
            Bad Name: x                            | 400
            X-Null: a<nul>b                       | 400
            Authorization: Bearer a<nul>b         | 400
            Authorization: Bearer a<bel>b         | 400
            Host: a b                              | 400
            Host: <script>                         | 400
            Content-Length: -1                     | 400
            Content-Length: many                   | 400
            Transfer-Encoding: nonsense            | 501
            Authorization: Bearer                  | 401
            Authorization: Bearer foyer_           | 401
            Authorization: Bearer <8000>           | 401
            Authorization: Bearer foyer_<8000>     | 401
            Authorization: Bearer \u00e9\u00ff     | 401
            Authorization: Bearer a b c            | 401
            Authorization: bearer                  | 401
            Authorization: Basic <8000>            | 401
            Authorization: ,                       | 401
            Cookie: foyer_session=                 | 401
            Cookie: foyer_session=garbage          | 401
            Cookie: foyer_session=a; foyer_session=b; foyer_session=c; foyer_session=d | 401
            Cookie: foyer_session="                | 401
            Cookie: foyer_session=<bel>           | 400
            Cookie: ;;;=;                          | 401
            Cookie: $Version=1; foyer_session=x    | 401
            X-Forwarded-Port: nonsense             | 401
            X-Forwarded-Proto: javascript          | 401
            X-Forwarded-For: <script>              | 401
            Forwarded: for="; host=                | 401
            Accept: nonsense                       | 401
            Accept-Language: *;q=nonsense          | 401
            Host: evil.example                     | 401
            """)
    void theApiSeesAStrangerOrNothing(String header, int status) {
        var answer = raw("GET /api/v1/me HTTP/1.1", filled(header));

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 401) {
            assertThat(answer).contains("application/problem+json", "/problems/unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: foyer_session=garbage",
                "Cookie: foyer_csrf=garbage",
                "Cookie: foyer_browser=garbage",
                "Cookie: foyer_csrf=\"; foyer_browser=,",
                "Cookie: foyer_mailbox=garbage",
                "Cookie: foyer_csrf=<8000>",
                "Accept-Language: *;q=nonsense",
                "Accept-Language: x-klingon, <8000>",
                "Accept: text/html;q=nonsense",
                "User-Agent: <8000>",
                "Host: evil.example",
                "Origin: nonsense",
                "X-Forwarded-For: nonsense",
                "X-Forwarded-Port: nonsense",
                "If-Modified-Since: yesterday",
                "If-None-Match: <8000>",
                "Range: bytes=9-1",
                "Expect: nonsense",
                "Content-Type: nonsense",
                "X-HTTP-Method-Override: DELETE"
            })
    void aPageIsShownNevertheless(String header) {
        assertThat(raw("GET /sign-in HTTP/1.1", filled(header))).containsPattern("^HTTP/1.1 (200|406|417)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /evil.example",
                "X-Forwarded-Prefix: //evil.example",
                "X-Forwarded-Proto: evil.example",
                "X-Forwarded-Port: 6666",
                "X-Forwarded-Ssl: evil.example",
                "Forwarded: host=evil.example;proto=https",
                "Host: evil.example",
                "X-Original-URL: /evil.example",
                "X-Rewrite-URL: /evil.example"
            })
    void nobodyIsLedAstray(String header) {
        var session = "Cookie: foyer_session=" + ada.visitor().cookies.get("foyer_session");

        assertThat(raw("GET /account HTTP/1.1", header))
                .startsWith("HTTP/1.1 303")
                .contains("Location: /sign-in?next=%2Faccount\r\n");
        assertThat(raw("GET / HTTP/1.1", header, session))
                .startsWith("HTTP/1.1 303")
                .contains("Location: " + acme.pages() + "\r\n");
        for (var page : List.of(
                "/sign-in", acme.pages(), acme.pages() + "/people/invite", "/account", "/api/v1/openapi.json")) {
            // Ids and tokens are random: now and then one holds these four digits.
            assertThat(raw("GET " + page + " HTTP/1.1", header, session).replaceAll("[\\w-]{36,}", "(random)"))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("evil.example", "6666");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HEAD     | /sign-in                | 200
            HEAD     | /account                | 200
            HEAD     | {pages}                 | 200
            HEAD     | {api}/members           | 200
            HEAD     | {api}/nothing           | 404
            HEAD     | /invitations/garbage    | 404
            OPTIONS  | /sign-in                | 200
            OPTIONS  | /account                | 200
            OPTIONS  | {api}/members           | 200
            OPTIONS  | {api}/nothing           | 404
            TRACE    | /sign-in                | 405
            TRACE    | {api}/members           | 405
            PROPFIND | /sign-in                | 403
            PROPFIND | {api}/members           | 405
            get      | {api}/members           | 405
            DELETE   | {api}/members           | 405
            DELETE   | /account                | 403
            """)
    void methodsAreTakenByTheirWord(String method, String path, int status) {
        var url = path.replace("{pages}", acme.pages()).replace("{api}", acme.api());
        var session = "Cookie: foyer_session=" + ada.visitor().cookies.get("foyer_session");
        var token = "Authorization: Bearer " + acme.token();
        var answer = raw(method + " " + url + " HTTP/1.1", url.startsWith("/api/") ? token : session);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 405) {
            assertThat(answer).contains("Allow: ");
            assertThat(answer.contains("application/problem+json")).isEqualTo(url.startsWith("/api/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "PATCH"})
    void aWrongMethodIsToldTheRightOnes(String method) {
        for (var path : List.of(acme.api() + "/members", acme.api() + "/invitations", "/api/v1/organizations")) {
            var answer = town.stranger().send(method, path, BodyPublishers.noBody(), Town.bearer(acme.token()));
            Refused.asProblem(answer, 405, "method-not-allowed");
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `GET /sign-in HTTP/1.1~Connection: close~~`  | 400
            `GET /sign-in HTTP/1.0~~`                       | 200
            `GET http://evil.example/sign-in HTTP/1.1~Host: evil.example~Connection: close~~` | 200
            `GET /sign-in HTTP/9.9~Host: a~~`            | 505
            `GET sign-in HTTP/1.1~Host: a~~`             | 400
            `nonsense~~`                                    | 400
            `GET /sign in HTTP/1.1~Host: a~~`            | 400
            """)
    void whatIsNoRequestIsAnsweredAsSuch(String request, int status) {
        var answer = RawRequest.text(town.port(), request.replace("~", "\r\n"));

        assertThat(answer).containsPattern("^HTTP/1.[01] " + status).doesNotContain("Exception", "Apache");
    }
}
