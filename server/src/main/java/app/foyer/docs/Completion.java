package app.foyer.docs;

import app.foyer.problem.Sentences;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes the whole document from what springdoc read from the controllers, what routes and records tell, and the texts.
final class Completion {
    /// How springdoc calls JSON that is looked at by hand.
    private static final String ANY_JSON = "JsonNode";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Texts texts;
    private final Problems problems;
    private final MessageSource messages;
    private final JsonMapper json;

    Completion(Texts texts, Sentences sentences, MessageSource messages, JsonMapper json) {
        this.texts = texts;
        this.problems = new Problems(sentences, json);
        this.messages = messages;
        this.json = json;
    }

    /// @param read as springdoc has it
    ObjectNode complete(ObjectNode read, List<Route> routes, String publicUrl) {
        var frame = texts.frame();
        var document = json.createObjectNode();
        List.of("openapi", "info").forEach(name -> document.set(name, frame.path(name)));
        document.putArray("servers").addObject().put("url", publicUrl);
        document.set("tags", frame.path("tags"));
        addPaths(document.putObject("paths"), read.path("paths"), routes);
        addComponents(document.putObject("components"), read.path("components").path("schemas"));
        return document;
    }

    private void addPaths(ObjectNode paths, JsonNode read, List<Route> routes) {
        var parameters = texts.frame().path("components").path("parameters");
        routes.stream()
                .sorted(Comparator.comparing(Route::path).thenComparing(route -> METHODS.indexOf(route.method())))
                .forEach(route -> {
                    var method = route.method().toLowerCase(Locale.ROOT);
                    var operation = (ObjectNode) read.path(route.path()).path(method);
                    var id = operation.path("operationId").asString();
                    var text = Objects.requireNonNull(texts.operations().get(id), "no text describes " + id);
                    var item = paths.withObjectProperty(route.path());
                    item.set(
                            method,
                            new DescribedOperation(route, operation, text, parameters, json)
                                    .described(problems, messages));
                });
    }

    private void addComponents(ObjectNode components, JsonNode read) {
        var frame = texts.frame().path("components");
        List.of("securitySchemes", "parameters", "headers").forEach(name -> components.set(name, frame.path(name)));
        var responses = components.putObject("responses");
        var all = new TreeMap<>(problems.responses());
        frame.path("responses").properties().forEach(r -> all.put(r.getKey(), (ObjectNode) r.getValue()));
        responses.setAll(all);
        var schemas = new TreeMap<String, JsonNode>();
        read.properties().forEach(schema -> schemas.put(schema.getKey(), described(schema)));
        frame.path("schemas").properties().forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
        schemas.remove(ANY_JSON);
        components.putObject("schemas").setAll(schemas);
    }

    private JsonNode described(Map.Entry<String, JsonNode> named) {
        var name = named.getKey();
        var schema = (ObjectNode) named.getValue();
        var text = texts.schemas().getOrDefault(name, json.createObjectNode());
        RecordFacts.add(name, schema, text);
        if (schema.path("properties") instanceof ObjectNode properties) {
            if (name.endsWith("List")) {
                describe(properties, texts.frame().path("list"));
            }
            describe(properties, text);
        }
        return schema;
    }

    private static void describe(ObjectNode properties, JsonNode text) {
        text.properties().forEach(entry -> {
            if (!(properties.get(entry.getKey()) instanceof ObjectNode property)) {
                return;
            }
            if (entry.getValue().isString()) {
                property.put("description", entry.getValue().asString().strip());
            } else if (entry.getValue().has("type")) {
                properties.set(entry.getKey(), entry.getValue());
            } else {
                property.setAll((ObjectNode) entry.getValue());
            }
        });
    }
}
