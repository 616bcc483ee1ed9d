package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Content types, what clients accept, methods, and paths that are nearly right.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NegotiationTest {
    private static final String ANN = "{\"emails\": [\"ann@acme.test\"], \"orgRole\": \"MEMBER\"}";

    @Autowired
    Town town;

    private Tenant acme;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
    }

    private int total() {
        var list = town.stranger().get(acme.api() + "/invitations?status=PENDING", Town.bearer(acme.token()));
        return town.body(list).path("total").asInt();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                       | true
            APPLICATION/JSON                       | true
            application/*                          | true
            */*                                    | true
            text/html, */*;q=0.1                   | true
            application/json;charset=utf-8         | true
            text/html                              | false
            image/png, text/plain                  | false
            application/json;q=0                   | false
            application/xml;q=0.9, text/*          | false
            application/problem+json               | false
            nonsense                               | false
            """)
    void whoeverTakesNoJsonIsRefusedBeforeAnythingIsDone(String accept, boolean taken) {
        var before = total();
        var email = "x" + System.nanoTime() + "@acme.test";

        var answer = town.stranger()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        ANN.replace("ann@acme.test", email),
                        "Accept",
                        accept,
                        "Authorization",
                        "Bearer " + acme.token());
        var read = town.stranger().get("/api/v1/me", "Accept", accept, "Authorization", "Bearer " + acme.token());

        if (taken) {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(read.statusCode()).isEqualTo(200);
        } else {
            Refused.asProblem(answer, 406, "not-acceptable");
            assertThat(total()).isEqualTo(before);
            Refused.asProblem(read, 406, "not-acceptable");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                        | 200
            application/json;charset=UTF-8          | 200
            application/json; charset="utf-8"       | 200
            application/merge-patch+json            | 200
            application/json;charset=nonsense       | 415
            application/json;charset=iso-8859-1     | 415
            application/json;charset=utf-16         | 415
            text/json                               | 415
            text/plain                              | 415
            application/x-www-form-urlencoded       | 415
            multipart/form-data;boundary=x          | 415
            application/yaml                        | 415
            application/xml                         | 415
            application/octet-stream                | 415
            */*                                     | 415
            application/*                           | 415
            application/*+json                      | 415
            nonsense                                | 4
            application/json/x                      | 4
            ,                                       | 4
            """)
    void onlyJsonIsRead(String type, int status) {
        var answer = RawRequest.send(
                town.port(),
                "PATCH " + acme.api() + " HTTP/1.1",
                "{\"name\": \"acme\"}",
                "Authorization: Bearer " + acme.token(),
                "Content-Type: " + type,
                "Content-Length: 16");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status != 200) {
            assertThat(answer).contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/me                        | GET,HEAD,OPTIONS
            {api}                             | GET,HEAD,PATCH,OPTIONS
            {api}/invitations                 | GET,HEAD,POST,OPTIONS
            {api}/invitations/x               | GET,HEAD,PATCH,OPTIONS
            {api}/invitations/x/resend        | POST,OPTIONS
            {api}/members/x                   | GET,HEAD,PATCH,DELETE,OPTIONS
            {api}/applications/x              | GET,HEAD,PATCH,DELETE,OPTIONS
            {api}/audit-events                | GET,HEAD,OPTIONS
            """)
    void optionsAreToldToThoseWhoMayAsk(String path, String allowed) {
        var url = path.replace("{api}", acme.api());
        var known = town.stranger().send("OPTIONS", url, BodyPublishers.noBody(), Town.bearer(acme.token()));
        var wrong = town.stranger().send("MKCOL", url, BodyPublishers.noBody(), Town.bearer(acme.token()));
        var stranger = town.stranger().send("OPTIONS", url, BodyPublishers.noBody());
        var preflight = RawRequest.send(
                town.port(),
                "OPTIONS " + url + " HTTP/1.1",
                "",
                "Origin: https://app.example",
                "Access-Control-Request-Method: GET");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEmpty();
        assertThat(methods(known.headers().firstValue("Allow").orElse(""))).isEqualTo(methods(allowed));
        Refused.asProblem(wrong, 405, "method-not-allowed");
        assertThat(methods(wrong.headers().firstValue("Allow").orElse("") + ",HEAD,OPTIONS"))
                .isEqualTo(methods(allowed + ",HEAD"));
        Refused.asProblem(stranger, 401, "unauthenticated");
        assertThat(stranger.headers().firstValue("Allow")).isEmpty();
        assertThat(preflight).startsWith("HTTP/1.1 401").doesNotContain("Access-Control-");
    }

    private static Set<String> methods(String header) {
        return Arrays.stream(header.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me/",
                "/api/v1//me",
                "/api//v1/me",
                "/api/v1/./me",
                "/api/v1/x/../me",
                "/api/v1/%2e%2e/v1/me",
                "/api/v1/..%2fv1/me",
                "/api/v1/me%2f",
                "/api/v1%2Fme",
                "/api/v1/me%5C",
                "/api/v1/me;a=b",
                "/api/v1/me%3B",
                "/api/v1/me%25",
                "/api/v1/me%252f",
                "/api/v1/ME",
                "/api/v1/me.json",
                "/api/v1/me%20",
                "/api/v1/%6De%E2%80%A8",
                "/api/v2/me",
                "/api/v1",
                "/api/v1/",
                "/api/",
                "/api",
                "/api/v1/../../etc/passwd",
                "/api/v1/../../../etc/passwd",
            })
    void aPathThatIsNearlyRightNamesNothing(String path) {
        var answer = RawRequest.get(town.port(), path, "Authorization: Bearer " + acme.token());

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/problem+json", "/problems/not-found")
                .doesNotContain("Exception");
    }
}
