package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Answers are compressed for those who can read them so, and nothing secret shows in their sizes.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    Town town;

    private Tenant acme;
    private Resident ada;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        // Which welcomes once.
        ada.visitor().get(acme.pages());
        for (var i = 0; i < 5; i++) {
            town.invite(acme, "somebody-" + i + "@acme.test", "GUEST");
        }
        // So that a table of who reaches what is long.
        for (var i = 0; i < 30; i++) {
            town.join(acme, "member-" + i, "MEMBER");
        }
    }

    private HttpResponse<byte[]> get(String path, String accepted) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + town.port() + url(path)))
                .header("Accept-Encoding", accepted)
                .header("Cookie", "foyer_session=" + ada.visitor().cookies.get("foyer_session"))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofByteArray());
        var read = new RawAnswer(answer.statusCode(), answer.headers(), answer.body());
        AnswerCheck.check("GET", url(path), read.status(), read.headers(), read.body());
        return answer;
    }

    private String url(String path) {
        return path.replace("{api}", acme.api()).replace("{pages}", acme.pages());
    }

    private static String unzipped(byte[] body) throws IOException {
        try (var zipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(zipped.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{api}/invitations",
                "{api}/audit-events",
                "/api/v1/openapi.json",
                "{pages}/people/invitations",
                "{pages}/access/export",
                "{pages}/audit-log/export.csv",
                "{pages}/audit-log/export.ndjson",
                "/foyer.css",
                "/foyer.js",
                "/icons.svg"
            })
    void whatIsLongIsCompressedForThoseWhoAskForIt(String path) throws Exception {
        var plain = get(path, "identity");
        var zipped = get(path, "gzip");

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.headers().firstValue("Vary").orElse("")).containsIgnoringCase("accept-encoding");
        assertThat(withoutTokens(unzipped(zipped.body()))).isEqualTo(withoutTokens(new String(plain.body(), UTF_8)));
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("[A-Za-z0-9_=-]{80,}", "");
    }

    @Test
    void aCompressedListIsTheSameListToWhoeverAsksAgain() throws Exception {
        var zipped = get("{api}/invitations", "gzip");
        var plain = get("{api}/invitations", "identity");

        assertThat(zipped.headers().firstValue("ETag"))
                .isEqualTo(plain.headers().firstValue("ETag"));
        assertThat(zipped.headers().firstValue("ETag").orElse("")).startsWith("W/");
    }

    // What is the same in each answer could be guessed letter by letter from the sizes of compressed ones (BREACH).
    @Test
    void theTokenOfFormsLooksDifferentEachTime() {
        var first = ada.visitor().csrf("/account");
        var second = ada.visitor().csrf("/account");

        assertThat(first).isNotEqualTo(second).hasSameSizeAs(second);
        for (var token : new String[] {first, second}) {
            assertThat(ada.visitor()
                            .post("/my-invitations/none", Map.of("_csrf", token))
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
