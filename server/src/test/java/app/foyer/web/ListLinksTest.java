package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The header Link of lists.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListLinksTest {
    private static final String PUBLIC = "https://foyer.example";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final Pattern FIRST = Pattern.compile("<([^>]+)>; rel=\"first\"");

    @Autowired
    Town town;

    private Tenant acme;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        List.of("wiki", "shop", "blog").forEach(slug -> town.addApplication(acme, slug));
        List.of("a", "b", "c").forEach(name -> town.invite(acme, name + "@acme.test", "MEMBER"));
    }

    private HttpResponse<String> get(String path) {
        return town.stranger()
                .get(path, Town.bearer(path.startsWith("/api/v1/operator") ? Town.OPERATOR : acme.token()));
    }

    private static Optional<String> link(Pattern relation, HttpResponse<String> answer) {
        var header = answer.headers().firstValue("Link").orElse("");
        return relation.matcher(header).results().map(found -> found.group(1)).findFirst();
    }

    private static String path(String url) {
        assertThat(url).startsWith(PUBLIC + "/api/v1/");
        return url.substring(PUBLIC.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/applications", "/invitations", "/audit-events", "/api-tokens", "/members?sort=-joinedAt"})
    void followingNextShowsAllOfAListOnce(String list) {
        var all = town.body(get(acme.api() + list)).path("items");
        var start = acme.api() + list + (list.contains("?") ? "&" : "?") + "limit=1";
        var seen = new HashSet<String>();
        var page = get(start);
        assertThat(link(FIRST, page)).hasValue(PUBLIC + start);
        while (true) {
            var body = town.body(page);
            body.path("items")
                    .forEach(item ->
                            assertThat(seen.add(item.path("id").asString())).isTrue());
            var next = link(NEXT, page);
            assertThat(next.isPresent()).isEqualTo(!body.path("next").isNull());
            if (next.isEmpty()) {
                break;
            }
            assertThat(next.get()).endsWith("&cursor=" + body.path("next").asString());
            page = get(path(next.get()));
            assertThat(link(FIRST, page)).hasValue(PUBLIC + start);
        }
        assertThat(seen).hasSize(all.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            q=%40acme&status=PENDING&limit=1  | q=%40acme&status=PENDING&limit=1
            limit=1&q=a+c                     |
            limit=1&q=%40acme&nonsense=%22x   | limit=1&q=%40acme
            limit=1&q=acme.t&__proto__=x      | limit=1&q=acme.t
            limit=1&q=                        | limit=1&q=
            """)
    void whatElseWasAskedForIsKept(String query, String kept) {
        var answer = get(acme.api() + "/invitations?" + query);

        assertThat(answer.statusCode()).isEqualTo(200);
        var first = link(FIRST, answer).orElseThrow();
        var next = link(NEXT, answer);
        if (kept == null) {
            assertThat(next).isEmpty();
            assertThat(first).endsWith("/invitations?limit=1&q=a%20c");
        } else {
            assertThat(first).isEqualTo(PUBLIC + acme.api() + "/invitations?" + kept);
            assertThat(next.orElseThrow()).startsWith(first + "&cursor=");
            assertThat(get(path(next.get())).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whateverWasSearchedForTheHeaderStaysOne() {
        var odd = "%3E%3B%20rel%3D%22next%22%2C%3Chttps%3A%2F%2Fevil.example%3E";
        var long200 = "%E6%BC%A2".repeat(200);

        for (var q : List.of(odd, long200, "%22%5C%7C%5E%60%7B%7D", "%F0%9F%98%80")) {
            var answer = get(acme.api() + "/audit-events?limit=1&actor=" + q + "&target=" + q);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().allValues("Link"))
                    .singleElement()
                    .asString()
                    .matches("<https://foyer\\.example/[!-~&&[^<>\"]]+>; rel=\"first\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "Forwarded: host=evil.example",
                "X-Forwarded-Prefix: /evil"
            })
    void theAddressesAreThePublicOnes(String header) {
        var answer = RawRequest.get(
                town.port(), acme.api() + "/invitations?limit=1", header, "Authorization: Bearer " + acme.token());

        assertThat(answer).contains("Link: <https://foyer.example/api/v1/").doesNotContain("evil");
    }

    @Test
    void theOperatorAndTheOneListOfOrganizationsHaveThemToo() {
        town.found("globex");

        assertThat(link(NEXT, get("/api/v1/operator/organizations?limit=1"))).isPresent();
        assertThat(link(FIRST, get("/api/v1/organizations"))).hasValue(PUBLIC + "/api/v1/organizations");
        assertThat(link(NEXT, get("/api/v1/organizations"))).isEmpty();
    }

    @Test
    void whatIsNoListHasNone() {
        for (var path : List.of("/api/v1/me", acme.api(), acme.api() + "/invitations?limit=0")) {
            assertThat(get(path).headers().firstValue("Link")).isEmpty();
        }
        var head = town.stranger()
                .send("HEAD", acme.api() + "/invitations?limit=1", BodyPublishers.noBody(), Town.bearer(acme.token()));
        assertThat(link(NEXT, head)).isPresent();
    }
}
