package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.foyer.problem.BadSetting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Pages of other origins: those that the settings list may call the API, with bearer tokens.
@HouseTest
class CrossOriginTest {
    private static final String APP = "Origin: https://app.example";
    private static final String TOKEN = "Authorization: Bearer " + TestHouse.TOKEN;

    @LocalServerPort
    int port;

    private String ask(String method, String path, String... headers) {
        return RawRequest.send(port, method + " " + path + " HTTP/1.1", "", headers);
    }

    private String preflight(String origin, String method, String... headers) {
        var all = new ArrayList<>(List.of("Origin: " + origin, "Access-Control-Request-Method: " + method));
        all.addAll(List.of(headers));
        return ask("OPTIONS", "/api/v1/probe", all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example,    GET",
        "https://app.example,    POST",
        "https://app.example,    PATCH",
        "https://app.example,    DELETE",
        "http://localhost:3000,  PUT",
    })
    void aListedOriginIsToldBeforehandWhatItMayDo(String origin, String method) {
        var answer = preflight(
                origin,
                method,
                "Access-Control-Request-Headers: authorization, content-type, idempotency-key, if-match");

        assertThat(answer)
                .startsWith("HTTP/1.1 204")
                .contains(
                        "Access-Control-Allow-Origin: " + origin + "\r\n",
                        "Access-Control-Allow-Methods: GET,HEAD,POST,PATCH,PUT,DELETE\r\n",
                        "Access-Control-Allow-Headers: authorization, content-type, idempotency-key, if-match\r\n",
                        "Access-Control-Max-Age: 3600\r\n",
                        "X-Request-Id: ")
                .containsPattern("(?i)Vary: .*origin")
                .doesNotContain("Access-Control-Allow-Credentials");
    }

    @Test
    void itsRequestsAreAnsweredWithWhatItMayRead() {
        for (var answer : List.of(
                ask("GET", "/api/v1/probe", APP, TOKEN),
                ask("GET", "/api/v1/nothing", APP, TOKEN),
                ask("GET", "/api/v1/probe", APP))) {
            assertThat(answer)
                    .contains("Access-Control-Allow-Origin: https://app.example\r\n")
                    .containsPattern(
                            "Access-Control-Expose-Headers: .*ETag.*Link.*Location.*Retry-After.*RateLimit.*X-Request-Id")
                    .doesNotContain("Access-Control-Allow-Credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://app.example.evil.example",
                "http://app.example",
                "https://app.example:8443",
                "https://sub.app.example",
                "HTTPS://APP.EXAMPLE",
                "null"
            })
    void anyOtherOriginIsAnsweredAsIfThereWereNoCors(String origin) {
        assertThat(preflight(origin, "GET"))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Access-Control-")
                .containsPattern("(?i)Vary: .*origin");
        assertThat(ask("GET", "/api/v1/probe", "Origin: " + origin, TOKEN))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Access-Control-")
                .containsPattern("(?i)Vary: .*origin");
    }

    @Test
    void whatTheApiNeverDoesIsRefusedBeforehand() {
        assertThat(preflight("https://app.example", "TRACE"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json", "/problems/forbidden");
        assertThat(preflight("https://app.example", "GET", "Access-Control-Request-Headers: cookie"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
    }

    @Test
    void pagesAreNobodyElsesAffair() {
        assertThat(ask("GET", "/sign-in", APP)).startsWith("HTTP/1.1 200").doesNotContain("Access-Control-");
        assertThat(ask("OPTIONS", "/sign-in", APP, "Access-Control-Request-Method: POST"))
                .doesNotContain("Access-Control-");
    }

    @Test
    void aSessionIsOfNoUseFromElsewhere() {
        var answer = ask("POST", "/api/v1/probe", APP, "Cookie: foyer_session=x", "Content-Length: 0");

        assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("Access-Control-Allow-Credentials");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://App.Example      | https://app.example
            https://app.example:443  | https://app.example
            http://localhost:3000    | http://localhost:3000
            http://[::1]:3000        | http://[::1]:3000
            """)
    void originsAreReadAsBrowsersWriteThem(String given, String origin) {
        assertThat(new CorsSettings(List.of(given)).corsOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example",
                "https://app.example/",
                "https://app.example/app",
                "https://*.example",
                "ftp://app.example",
                "https://u@app.example",
                "https://app.example?x",
                "https://app.example#x",
                "https://",
                "https://a b"
            })
    void anythingElseIsNoOrigin(String given) {
        assertThatThrownBy(() -> new CorsSettings(List.of(given)))
                .isInstanceOf(BadSetting.class)
                .hasMessage(
                        "FOYER_CORS_ORIGINS has \"%s\": give origins such as https://app.example.com, without a path,"
                                        .formatted(given)
                                + " separated by commas.");
    }
}
