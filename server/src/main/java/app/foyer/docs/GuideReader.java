package app.foyer.docs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Makes the guide of the document.
record GuideReader(JsonNode document) {
    /// What any request may be refused for is told once, and what all have in common in their headers.
    private static final Set<String> GENERAL = Set.of("400", "401", "403", "406", "413", "415", "429", "500", "503");

    private static final Set<String> TOLD_ONCE = Set.of("X-Request-Id", "If-None-Match", "Idempotency-Key");

    /// @param text what the page begins with
    Guide guide(JsonNode text) {
        return new Guide(
                url(),
                Prose.of(document.at("/info/description").asString()),
                text.path("start").valueStream().map(this::step).toList(),
                text.path("manners").valueStream().map(this::step).toList(),
                document.path("tags").valueStream().map(this::chapter).toList(),
                objects(),
                allRefusals());
    }

    private String url() {
        return document.at("/servers/0/url").asString();
    }

    private Guide.Step step(JsonNode step) {
        var shown = document.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(o -> o.path("operationId").equals(step.path("shows")))
                .findFirst()
                .map(this::answers)
                .map(answers -> answers.getFirst().example());
        return new Guide.Step(
                step.path("title").asString(),
                Prose.of(here(step.path("text"))),
                here(step.path("command")),
                Prose.of(here(step.path("then"))),
                shown.orElse(here(step.path("result"))));
    }

    private String here(JsonNode text) {
        return text.asString("").replace("{url}", url()).strip();
    }

    private List<Guide.Refusal> allRefusals() {
        var types = new TreeMap<String, TreeSet<String>>();
        refusals(document.at("/components/responses").valueStream())
                .forEach(refusal -> types.computeIfAbsent(refusal.status(), _ -> new TreeSet<>())
                        .addAll(refusal.types()));
        return types.entrySet().stream()
                .map(status -> new Guide.Refusal(status.getKey(), List.copyOf(status.getValue())))
                .toList();
    }

    private Guide.Chapter chapter(JsonNode tag) {
        var name = tag.path("name").asString();
        var operations = document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(o -> o.getValue().at("/tags/0").asString().equals(name))
                        .map(o -> doing(o.getKey().toUpperCase(Locale.ROOT), path.getKey(), o.getValue())))
                .toList();
        var anchor = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Guide.Chapter(name, anchor, Prose.of(tag.path("description").asString()), operations);
    }

    private Guide.Doing doing(String method, String path, JsonNode operation) {
        var schema = resolve(operation.at("/requestBody/content/application~1json/schema"));
        return new Guide.Doing(
                operation.path("operationId").asString(),
                method,
                path,
                operation.path("summary").asString(),
                Prose.of(operation.path("description").asString()),
                parameters(operation),
                Field.nameOf(operation.at("/requestBody/content/application~1json/schema")),
                Field.of(schema, document),
                new Curl(method, path, operation, document).line(),
                answers(operation),
                particular(operation));
    }

    private List<Field> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(this::resolve)
                .filter(p -> !TOLD_ONCE.contains(p.path("name").asString()))
                .map(p -> Field.of(
                        p.path("name").asString(),
                        p.path("schema"),
                        p.path("required").asBoolean(false),
                        p.path("description").asString(),
                        document))
                .toList();
    }

    private List<Guide.Answer> answers(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> answer(response.getKey(), response.getValue()))
                .toList();
    }

    private Guide.Answer answer(String status, JsonNode response) {
        var content = response.at("/content/application~1json");
        var example = content.isMissingNode() ? "" : PrettyJson.of(content.path("example"));
        return new Guide.Answer(
                status,
                Prose.of(response.path("description").asString()),
                Field.nameOf(content.path("schema")),
                example);
    }

    private List<Guide.Refusal> particular(JsonNode operation) {
        return refusals(operation.path("responses").properties().stream()
                .filter(response -> !GENERAL.contains(response.getKey()))
                .map(response -> resolve(response.getValue())));
    }

    private static List<Guide.Refusal> refusals(Stream<JsonNode> responses) {
        return responses
                .map(response -> response.at("/content/application~1problem+json/schema/allOf/1/properties"))
                .filter(JsonNode::isObject)
                .map(p -> new Guide.Refusal(
                        p.at("/status/const").asString(),
                        p.at("/type/enum")
                                .valueStream()
                                .map(type -> type.asString().substring("/problems/".length()))
                                .toList()))
                .toList();
    }

    private List<Guide.Thing> objects() {
        return document.at("/components/schemas").properties().stream()
                .filter(schema -> !schema.getValue().has("enum"))
                .map(schema -> new Guide.Thing(
                        schema.getKey(),
                        Field.of(schema.getValue(), document),
                        schema.getValue()
                                .path("oneOf")
                                .valueStream()
                                .map(Field::nameOf)
                                .filter(name -> !name.isEmpty())
                                .toList()))
                .toList();
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
