package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// ETag, If-None-Match and If-Match.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityTagsTest {
    @Autowired
    Town town;

    private Tenant acme;
    private Resident linus;
    private String ann;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        linus = town.join(acme, "linus", "MEMBER");
        ann = town.invite(acme, "ann@acme.test", "MEMBER");
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        var all = Stream.concat(Stream.of(Town.bearer(acme.token())), Stream.of(headers))
                .toArray(String[]::new);
        return town.stranger().json(method, url(path), body, all);
    }

    private String url(String path) {
        return path.replace("{api}", acme.api())
                .replace("{linus}", linus.member())
                .replace("{ann}", ann);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("none");
    }

    // Tomcat writes it anew where it would compress.
    private static Set<String> vary(HttpResponse<String> answer) {
        var names = String.join(",", answer.headers().allValues("Vary")).toLowerCase(Locale.ROOT);
        return Set.of(names.split(",\\s*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me",
                "/api/v1/organizations",
                "/api/v1/openapi.json",
                "{api}",
                "{api}/applications",
                "{api}/applications/storefront",
                "{api}/applications/storefront/access",
                "{api}/members",
                "{api}/members/{linus}",
                "{api}/members/{linus}/access",
                "{api}/invitations",
                "{api}/invitations/{ann}",
                "{api}/audit-events",
                "{api}/suppressions",
                "{api}/api-tokens",
            })
    void whoeverHasAnAnswerIsSpared(String path) {
        var first = ask("GET", path, "");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(vary(first)).containsExactlyInAnyOrder("authorization", "cookie", "accept-encoding");

        var again = ask("GET", path, "", "If-None-Match", tag(first));
        var head = ask("HEAD", path, "", "If-None-Match", tag(first));
        var whole = ask("HEAD", path, "");

        for (var spared : List.of(again, head)) {
            assertThat(spared.statusCode()).isEqualTo(304);
            assertThat(spared.body()).isEmpty();
            assertThat(vary(spared)).isEqualTo(vary(first));
            for (var header : List.of("ETag", "Cache-Control", "Link", "RateLimit-Policy")) {
                assertThat(spared.headers().allValues(header))
                        .as(header)
                        .isEqualTo(first.headers().allValues(header));
            }
        }
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEmpty();
        assertThat(vary(whole)).isEqualTo(vary(first));
        for (var header : List.of("ETag", "Content-Type", "Content-Length", "Cache-Control", "Link")) {
            assertThat(whole.headers().allValues(header))
                    .as(header)
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(first.headers().firstValueAsLong("Content-Length"))
                .hasValue(first.body().getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {tag}                   | 304
            W/{tag}                 | 304
            "other", {tag}          | 304
            "other" ,  W/{tag}      | 304
            *                       | 304
            "other"                 | 200
            W/"1"                   | 200
            "1"                     | 200
            nonsense                | 200
            ,,,                     | 200
            {tag                    | 200
            """)
    void tagsAreComparedWeakly(String shown, int status) {
        var tag = tag(ask("GET", "{api}/members/{linus}", ""));

        var answer = ask("GET", "{api}/members/{linus}", "", "If-None-Match", shown.replace("{tag}", tag));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(tag(answer)).isEqualTo(tag);
    }

    @Test
    void whatHasChangedIsToldWhole() {
        var list = tag(ask("GET", "{api}/applications", ""));
        var one = tag(ask("GET", "{api}/applications/storefront", ""));

        ask(
                "PATCH",
                "{api}/applications/storefront",
                "{\"url\": \"https://shop-%s.test\"}".formatted(System.nanoTime()));

        assertThat(ask("GET", "{api}/applications", "", "If-None-Match", list).statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", "{api}/applications/storefront", "", "If-None-Match", one)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatAnotherCallerSeesIsAnotherAnswer() {
        var asAdmin = tag(ask("GET", "{api}", ""));

        var asMember = linus.visitor().get(acme.api(), "If-None-Match", asAdmin);

        assertThat(asMember.statusCode()).isEqualTo(200);
        assertThat(asMember.body()).doesNotContain("plan");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {api}/members/{linus}          | {"accessEndsAt": "2099-01-01T00:00:00Z"} | {"accessEndsAt": null}
            {api}/invitations/{ann}        | {"orgRole": "ADMIN"}                     | {"orgRole": "MEMBER"}
            {api}/applications/storefront  | {"name": "Shop"}                         | {"name": "storefront"}
            {api}                          | {"name": "Acme Inc"}                     | {"name": "acme"}
            """)
    void anEditForAnotherVersionIsRefused(String path, String edit, String other) {
        var read = ask("GET", path, "");
        assertThat(tag(read)).matches("\"\\d+\\.[A-Za-z0-9_-]{16}\"");

        var edited = ask("PATCH", path, edit, "If-Match", tag(read));
        var late = ask("PATCH", path, other, "If-Match", tag(read));

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(tag(edited)).isNotEqualTo(tag(read)).isEqualTo(tag(ask("GET", path, "")));
        assertThat(edited.headers().firstValue("Cache-Control")).hasValue("no-store");
        Refused.asProblem(late, 412, "precondition-failed");
        assertThat(ask("GET", path, "").body()).isEqualTo(edited.body());
        for (var wrong : List.of("\"0\"", "W/" + tag(edited), "nonsense", "\"999.x\"")) {
            Refused.asProblem(ask("PATCH", path, other, "If-Match", wrong), 412, "precondition-failed");
        }
        assertThat(ask("PATCH", path, other, "If-Match", "\"0\", " + tag(edited))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("PATCH", path, edit, "If-Match", "*").statusCode()).isEqualTo(200);
        assertThat(ask("PATCH", path, other).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {api}/members/{linus}          | {"accessEndsAt": "2099-01-0%dT00:00:00Z"}
            {api}/applications/storefront  | {"url": "https://shop-%d.test"}
            {api}                          | {"greeting": "Hello %d"}
            """)
    void ofEightEditsOfOneVersionOneIsMade(String path, String edit) throws Exception {
        var tag = tag(ask("GET", path, ""));
        var barrier = new CyclicBarrier(8);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.rangeClosed(1, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        barrier.await();
                        return ask("PATCH", path, edit.formatted(i), "If-Match", tag)
                                .statusCode();
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        }
    }

    @Test
    void norIsAnythingTakenAwayForAnotherVersion() {
        town.addApplication(acme, "brief");
        var application = tag(ask("GET", "{api}/applications/brief", ""));
        ask("PATCH", "{api}/applications/brief", "{\"name\": \"Brief\"}");
        var eve = town.join(acme, "eve", "MEMBER").member();
        var member = tag(ask("GET", "{api}/members/" + eve, ""));
        ask("PATCH", "{api}/members/" + eve, "{\"orgRole\": \"ADMIN\"}");

        Refused.asProblem(
                ask("DELETE", "{api}/applications/brief", "", "If-Match", application), 412, "precondition-failed");
        Refused.asProblem(ask("DELETE", "{api}/members/" + eve, "", "If-Match", member), 412, "precondition-failed");
        assertThat(ask(
                                "DELETE",
                                "{api}/applications/brief",
                                "",
                                "If-Match",
                                tag(ask("GET", "{api}/applications/brief", "")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(ask("DELETE", "{api}/members/" + eve, "", "If-Match", tag(ask("GET", "{api}/members/" + eve, "")))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatNoEditChangesIsNoReasonToRefuseOne() {
        var read = tag(ask("GET", "{api}/members/{linus}", ""));
        linus.visitor().get(acme.pages());
        var version = read.replaceFirst("\\..*", ".something-else\"");

        var edited = ask("PATCH", "{api}/members/{linus}", "{\"orgRole\": \"MEMBER\"}", "If-Match", version);

        assertThat(edited.statusCode()).isEqualTo(200);
    }

    @Test
    void refusalsAndChangesAreKeptByNobody() {
        for (var answer : List.of(
                ask("GET", "{api}/nothing", ""),
                ask("GET", "{api}/members?limit=0", ""),
                town.stranger().get(acme.api()),
                ask("POST", "{api}/invitations", "{}"),
                ask("PUT", "{api}/members", ""))) {
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
            assertThat(vary(answer)).contains("authorization", "cookie");
        }
    }

    @Test
    void aRefusalIsNeverUnchanged() {
        var answer = town.stranger().send("GET", acme.api(), BodyPublishers.noBody(), "If-None-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
