package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@HouseTest
class AnswersTest {
    private static final String[] TOKEN = {"Authorization", "Bearer " + TestHouse.TOKEN};
    private static final int MEBIBYTE = 1 << 20;

    @Autowired
    JsonMapper json;

    @Autowired
    SignedInVisitors visitors;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    |/api/v1/probe                |200|",
                "HEAD   |/api/v1/probe                |200|",
                "GET    |/api/v1/nothing              |404|not-found",
                "GET    |/api/nothing                 |404|not-found",
                "PUT    |/api/v1/probe                |405|method-not-allowed",
                "PATCH  |/api/v1/probe/nonsense       |404|not-found",
                "GET    |/api/v1/probe/fails          |500|internal-error",
                "GET    |/api/v1/probe/database       |503|unavailable",
                "GET    |/api/v1/operator/probe       |403|forbidden",
                "GET    |/api/v1/operator/nothing     |403|forbidden",
                "GET    |/api/v1//probe               |404|not-found",
                "GET    |/api/v1/probe;x=1            |404|not-found",
                "GET    |/api/v1/pro%2Fbe             |404|not-found",
                "GET    |/api/v1/probe%00             |400|malformed",
            })
    void theApiTellsProblemsInItsOwnForm(String method, String path, int status, String type) {
        var answer = new Visitor(port).send(method, path, BodyPublishers.noBody(), TOKEN);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (type != null) {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            var problem = json.readTree(answer.body());
            assertThat(problem.path("type").asString()).isEqualTo("/problems/" + type);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asString()).isNotBlank();
            assertThat(answer.body()).doesNotContain("Exception", "secret detail", "trace");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                           |400||",
                "''                                          |400||",
                "{'name':'x'} {'name':'y'}                   |400||",
                "{'name':'x','name':'y'}                     |400||",
                "[]                                          |422|''|This has the wrong type.",
                "{'name':'x','nope':1}                       |422|/nope|There is no field of this name.",
                "{'name':'x','a/b~c':1}                      |422|/a~1b~0c|There is no field of this name.",
                "{'name':5}                                  |422|/name|This has the wrong type.",
                "{'name':true}                               |422|/name|This has the wrong type.",
                "{'name':['x']}                              |422|/name|This has the wrong type.",
                "{'name':'x','size':'5'}                     |422|/size|This has the wrong type.",
                "{'name':'x','size':1.5}                     |422|/size|This has the wrong type.",
                "{'name':'x','kind':'PHP'}                   |422|/kind|This is none of the known values: NODEJS, OTHER.",
                "{'name':'x','kind':0}                       |422|/kind|This has the wrong type.",
                "{'name':'x','kind':''}                      |422|/kind|This is none of the known values: NODEJS, OTHER.",
                "{'name':'x','parts':[{'label':'a'},{'x':1}]}|422|/parts/1/x|There is no field of this name.",
                "{'name':'x','parts':{}}                     |422|/parts|This has the wrong type.",
                "{'name':'x','kind':'OTHER','size':5}        |200||",
            },
            quoteCharacter = '`')
    void jsonIsTakenByItsWord(String body, int status, String pointer, String detail) {
        var answer = new Visitor(port).json("POST", "/api/v1/probe", unquoted(body), TOKEN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (pointer != null) {
            var error = json.readTree(answer.body()).path("errors").path(0);
            assertThat(error.path("pointer").asString()).isEqualTo(pointer.equals("''") ? "" : pointer);
            assertThat(error.path("detail").asString()).isEqualTo(detail);
        }
    }

    @Test
    void otherContentIsNotTaken() {
        var visitor = new Visitor(port);

        var answer = visitor.send(
                "POST",
                "/api/v1/probe",
                BodyPublishers.ofString("name=x"),
                "Content-Type",
                "text/plain",
                TOKEN[0],
                TOKEN[1]);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(problem(answer.body())).isEqualTo("/problems/unsupported-media-type");
    }

    @Test
    void otherAnswersAreNotGiven() {
        var answer = new Visitor(port).get("/api/v1/probe", "Accept", "image/png", TOKEN[0], TOKEN[1]);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(problem(answer.body())).isEqualTo("/problems/not-acceptable");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        var answer = new Visitor(port).json("DELETE", "/api/v1/probe", "", TOKEN);

        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void optionsAreTold() {
        var answer = new Visitor(port).send("OPTIONS", "/api/v1/probe", BodyPublishers.noBody(), TOKEN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void aWrongQueryParameterIsNamed() {
        var id = java.util.UUID.randomUUID();

        var answer = new Visitor(port).json("PATCH", "/api/v1/probe/" + id + "?limit=many", "", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json.readTree(answer.body()).at("/errors/0/parameter").asString())
                .isEqualTo("limit");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                        /api/v1/probe,          GET,  401",
        "'',                        /api/v1/probe,          POST, 401",
        "'',                        /api/v1/nothing,        GET,  401",
        "'',                        /api/v1/operator/probe, GET,  401",
        "Bearer foyer_wrong,        /api/v1/probe,          GET,  401",
        "Bearer foyer_wrong,        /api/v1/operator/probe, GET,  401",
        "Bearer,                    /api/v1/probe,          GET,  401",
        "Basic eDp5,                /api/v1/probe,          GET,  401",
        "Bearer foyer_0123456789012345678901234567890123,   /api/v1/probe,          GET, 200",
        "bearer foyer_0123456789012345678901234567890123,   /api/v1/probe,          GET, 200",
        "'Bearer the operator''s token, 32 letters long',   /api/v1/probe,          GET, 403",
        "'Bearer the operator''s token, 32 letters long',   /api/v1/operator/probe, GET, 200",
        "Bearer foyer_0123456789012345678901234567890123,   /account,               GET, 303",
        "Bearer foyer_wrong,        /sign-in,               GET,  200",
    })
    void whoMayEnter(String authorization, String path, String method, int status) {
        var headers = authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};

        var answer = new Visitor(port).send(method, path, BodyPublishers.noBody(), headers);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(problem(answer.body())).isEqualTo("/problems/unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
    }

    @Test
    void aSessionIsNoOperator() {
        var ada = visitors.signIn(visitors.account("Ada"), port);

        assertThat(ada.get("/api/v1/probe").statusCode()).isEqualTo(200);
        assertThat(ada.get("/api/v1/operator/probe").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/account", "/nothing", "/o/acme/people"})
    void strangersAreSentToSignIn(String path) {
        var answer = new Visitor(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/sign-in?next=" + path.replace("/", "%2F"));
    }

    @ParameterizedTest
    @CsvSource({"/nothing, 404, Nothing here", "/fails, 500, Something went wrong in Foyer", "//x, 400, be read"})
    void peopleGetAPage(String path, int status, String words) {
        var answer = visitors.signIn(visitors.account("Ada"), port).get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("id=\"status\">" + status, words).doesNotContain("secret detail");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sign-in, 200",
        "GET, /problems/conflict, 200",
        "POST, /api/v1/probe, 200",
        "PUT, /api/v1/probe, 405"
    })
    void anAnswerThatFitsTellsItsLength(String method, String path, int status) {
        var answer = new Visitor(port).json(method, path, "{\"name\":\"x\"}", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/api/v1/probe", "/problems/conflict", "/account", "/sign-in/x"})
    void headersKeepBrowsersCareful(String path) {
        var headers = new Visitor(port).get(path).headers();

        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
        assertThat(headers.allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"last-admin", "validation", "seat-limit", "too-large", "rate-limited", "suspended"})
    void eachProblemIsExplained(String type) {
        var page = new Visitor(port).get("/problems/" + type);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("id=\"type\">" + type).doesNotContain("{0}");
    }

    @Test
    void noOtherProblemIs() {
        assertThat(new Visitor(port).get("/problems/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void moreThanAMebibyteIsNotRead() {
        var visitor = new Visitor(port);
        var fits = "{\"name\":\"" + "x".repeat(MEBIBYTE - 11) + "\"}";
        var large = "{\"name\":\"" + "x".repeat(MEBIBYTE - 10) + "\"}";

        assertThat(visitor.json("POST", "/api/v1/probe", fits, TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(visitor.json("POST", "/api/v1/probe", large, TOKEN).statusCode())
                .isEqualTo(413);
        assertThat(chunked(visitor, "/api/v1/probe", fits, "application/json")).isEqualTo(200);
        assertThat(chunked(visitor, "/api/v1/probe", large, "application/json")).isEqualTo(413);
    }

    @Test
    void norOfAForm() {
        var visitor = new Visitor(port);
        var form = "_csrf=" + visitor.csrf("/sign-in") + "&email=" + "x".repeat(MEBIBYTE);

        assertThat(visitor.send(
                                "POST",
                                "/sign-in",
                                BodyPublishers.ofString(form),
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(413);
        assertThat(chunked(visitor, "/sign-in", form, "application/x-www-form-urlencoded"))
                .isEqualTo(413);
    }

    @Test
    void anAnnouncedLengthIsRefusedBeforeAnythingIsRead() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("POST /api/v1/probe HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void healthIsToldOnTheManagementPortOnly() {
        assertThat(new Visitor(managementPort).get("/actuator/health/liveness").statusCode())
                .isEqualTo(200);
        assertThat(new Visitor(port).get("/actuator/health/liveness").statusCode())
                .isEqualTo(303);
    }

    private static int chunked(Visitor visitor, String path, String body, String type) {
        var stream =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return visitor.send("POST", path, stream, "Content-Type", type, TOKEN[0], TOKEN[1])
                .statusCode();
    }

    private String problem(String body) {
        JsonNode document = json.readTree(body);
        return document.path("type").asString();
    }

    private static String unquoted(String body) {
        return body.equals("''") ? "" : body.replace('\'', '"');
    }
}
