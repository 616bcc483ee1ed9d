package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.audit.Actions;
import app.foyer.docs.BreakingChanges;
import app.foyer.people.PeopleSearch;
import app.foyer.web.Town.Tenant;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API's description of itself.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    /// The document as clients got it last.
    private static final Path RELEASED = Path.of("../docs/api/openapi-v1.json");

    /// What becomes that file with the next release.
    private static final Path CURRENT = Path.of("target/openapi-v1.json");

    /// What script/lint-api looks at.
    private static final Path WHOLE = Path.of("target/openapi.json");

    private static final Pattern CURL =
            Pattern.compile("curl (?:-X (\\w+) )?\"https://foyer.example(\\S+)\".*?(?:-d '(.*)')?", Pattern.DOTALL);

    @Autowired
    Town town;

    @Autowired
    JsonMapper json;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    private ObjectNode api;

    @BeforeAll
    void read() throws IOException {
        var document = town.stranger().get("/api/v1/openapi.json");
        assertThat(document.statusCode()).isEqualTo(200);
        api = (ObjectNode) town.body(document);
        Files.writeString(WHOLE, pretty(api));
        Files.writeString(CURRENT, pretty(withoutServer()));
    }

    private ObjectNode withoutServer() {
        var released = api.deepCopy();
        released.remove("servers");
        return released;
    }

    private String pretty(JsonNode document) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private Stream<JsonNode> operations() {
        return api.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    @Test
    void everyRouteOfTheApiIsDescribed() {
        var described = new TreeSet<String>();
        var ids = new ArrayList<String>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    ids.add(operation.getValue().path("operationId").asString());
                }));

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(described).containsExactlyElementsOf(served());
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    private TreeSet<String> served() {
        var served = new TreeSet<String>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/") && !path.contains("/openapi.json"))
                        .forEach(path ->
                                mapping.getMethodsCondition().getMethods().forEach(m -> served.add(m + " " + path))));
        return served;
    }

    @Test
    void everyOperationHasAnExampleOfWhatIsSentAndAnswered() {
        assertThat(operations()).hasSizeGreaterThan(30).allSatisfy(operation -> {
            assertThat(operation.path("summary").asString()).isNotBlank();
            assertThat(operation.path("description").asString()).isNotBlank();
            assertThat(operation
                            .at("/requestBody/content/application~1json")
                            .path("example")
                            .isObject())
                    .as(operation.path("operationId") + " has an example of its body")
                    .isEqualTo(operation.at("/requestBody/content").has("application/json"));
            assertThat(operation.path("responses").valueStream())
                    .filteredOn(answer -> answer.has("content"))
                    .allMatch(answer ->
                            answer.at("/content/application~1json/example").isObject());
        });
    }

    @Test
    void everyOperationTellsWhatItCanBeRefusedFor() {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(operation.path("responses").propertyNames())
                        .contains("400", "401", "403", "429", "503")
                        .doesNotContain("default"));
    }

    @Test
    void theDocumentIsForEverybodyAndAskedForAgainCheaply() {
        var first = town.stranger().get("/api/v1/openapi.json");
        var tag = first.headers().firstValue("ETag").orElseThrow();

        var again = town.stranger().get("/api/v1/openapi.json", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(town.stranger().get("/api/v1/openapi.json").body()).isEqualTo(first.body());
    }

    @Test
    void theDocumentIsThereAsJsonAlone() {
        var yaml = town.stranger()
                .get("/api/v1/openapi.json.yaml", Town.bearer(town.found("yaml").token()));

        assertThat(yaml.statusCode()).isEqualTo(404);
    }

    @Test
    void theActionsAndOrdersAreThoseThatThereAre() {
        assertThat(values("listAuditEvents", "action")).containsExactlyElementsOf(Actions.all());
        assertThat(values("listMembers", "sort"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PeopleSearch.Sort.values())
                        .map(PeopleSearch.Sort::word)
                        .toList());
    }

    private Stream<String> values(String operation, String parameter) {
        return operations()
                .filter(o -> o.path("operationId").asString().equals(operation))
                .flatMap(o -> o.path("parameters").valueStream())
                .filter(p -> p.path("name").asString().equals(parameter))
                .flatMap(p -> valuesOf(p.path("schema")));
    }

    private Stream<String> valuesOf(JsonNode schema) {
        var resolved =
                schema.has("$ref") ? api.at(schema.path("$ref").asString().substring(1)) : schema;
        return resolved.path("enum").valueStream().map(JsonNode::asString);
    }

    @Test
    void eachValueThatAParameterMayHaveIsTaken() {
        var acme = town.found("acme");
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .path("get")
                        .path("parameters")
                        .forEach(parameter -> valuesOf(parameter.path("schema"))
                                .forEach(value -> assertThat(ask(acme, path.getKey(), parameter, value))
                                        .as(path.getKey() + " " + parameter + value)
                                        .isEqualTo(200))));
    }

    private int ask(Tenant tenant, String path, JsonNode parameter, String value) {
        var query = "?" + parameter.path("name").asString() + "=" + value;
        return town.stranger()
                .get(path.replace("{org}", tenant.slug()) + query, Town.bearer(tenant.token()))
                .statusCode();
    }

    @Test
    void thePageForPeopleIsForEverybodyAndAskedForAgainCheaply() {
        var first = town.stranger().get("/docs/api");
        var tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(town.stranger().get("/docs/api", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        var page = Jsoup.parse(first.body());
        assertThat(page.select("script, style, [style]")).isEmpty();
        assertThat(operations().map(o -> o.path("operationId").asString()))
                .allMatch(id -> page.getElementById(id) != null);
        assertThat(page.select("a[href^=#]").eachAttr("href"))
                .allMatch(reference -> page.getElementById(reference.substring(1)) != null);
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    /// As somebody would who knows Foyer by that page alone, and puts in their own organization and the id they got.
    @Test
    void whatThePageSaysToTypeDoesWhatItSays() {
        var acme = town.found("acme");
        var page = Jsoup.parse(town.stranger().get("/docs/api").body());
        var commands = page.select("#start pre:contains(curl)").stream()
                .map(Element::wholeText)
                .toList();

        var invited = type(commands.get(0), acme);
        var id = town.body(invited).at("/results/0/invitation/id").asString();
        var listed = type(commands.get(1), acme);
        var canceled = type(commands.get(2).replaceAll("[0-9a-f-]{36}", id), acme);
        var refused = type(commands.get(3), acme);

        assertThat(commands).hasSize(4);
        assertThat(invited.statusCode()).isEqualTo(201);
        assertThat(town.body(listed).at("/items/0/id").asString()).isEqualTo(id);
        assertThat(town.body(canceled).path("status").asString()).isEqualTo("CANCELED");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo("/emails/0");
        assertThat(page.text())
                .contains(town.body(refused).at("/errors/0/detail").asString());
    }

    private HttpResponse<String> type(String command, Tenant tenant) {
        var curl = CURL.matcher(command);
        assertThat(curl.matches()).as(command).isTrue();
        assertThat(command).contains("-H \"Authorization: Bearer $FOYER_TOKEN\"");
        var path = curl.group(2).replace("$FOYER_ORG", tenant.slug());
        return curl.group(1) == null
                ? town.stranger().get(path, Town.bearer(tenant.token()))
                : town.stranger()
                        .json(
                                curl.group(1),
                                path,
                                curl.group(3) == null ? "" : curl.group(3),
                                Town.bearer(tenant.token()));
    }

    @Test
    void whatClientsCountOnIsStillThere() throws IOException {
        var released = json.readTree(Files.readString(RELEASED));

        assertThat(BreakingChanges.between(released, withoutServer()))
                .as("What clients of docs/api/openapi-v1.json can no longer count on")
                .isEmpty();
    }

    @Test
    void theReleasedDocumentIsTheCurrentOne() throws IOException {
        assertThat(Files.mismatch(RELEASED, CURRENT))
                .as("docs/api/openapi-v1.json lags behind. If what it gets is meant: cp server/%s docs/api/", CURRENT)
                .isEqualTo(-1);
    }
}
