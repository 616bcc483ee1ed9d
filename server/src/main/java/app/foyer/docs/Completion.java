package app.foyer.docs;

import app.foyer.problem.Sentences;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes the whole document from what springdoc read from the controllers, what routes and records tell, and the texts.
final class Completion {
    /// How springdoc calls JSON that is looked at by hand.
    private static final String ANY_JSON = "JsonNode";

    /// Names the properties that a body must have, and is none itself.
    static final String REQUIRED = "required";

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
        var ids = read.valueStream()
                .flatMap(JsonNode::valueStream)
                .map(operation -> operation.path("operationId").asString())
                .collect(Collectors.toSet());
        requireKnown(texts.operations().keySet(), ids);
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
        requireKnown(texts.schemas().keySet(), schemas.keySet());
        frame.path("schemas").properties().forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
        schemas.remove(ANY_JSON);
        components.putObject("schemas").setAll(schemas);
    }

    private static void requireKnown(Set<String> described, Set<String> known) {
        var stale = described.stream().filter(name -> !known.contains(name)).toList();
        if (!stale.isEmpty()) {
            throw new IllegalStateException("openapi/*.yaml describes what there isn't: " + stale);
        }
    }

    private JsonNode described(Map.Entry<String, JsonNode> named) {
        var name = named.getKey();
        var schema = (ObjectNode) named.getValue();
        var text = texts.schemas().getOrDefault(name, json.createObjectNode());
        RecordFacts.add(name, schema, text);
        if (schema.path("properties") instanceof ObjectNode properties) {
            if (name.endsWith("List")) {
                describe(name, properties, texts.frame().path("list"));
            }
            describe(name, properties, text);
        }
        return schema;
    }

    private static void describe(String name, ObjectNode properties, JsonNode text) {
        text.properties().stream()
                .filter(entry -> !entry.getKey().equals(REQUIRED))
                .forEach(entry -> {
                    var property = properties.path(entry.getKey());
                    if (property.isMissingNode()) {
                        throw new IllegalStateException("%s has no %s to describe".formatted(name, entry.getKey()));
                    }
                    properties.set(entry.getKey(), described((ObjectNode) property, entry.getValue()));
                });
    }

    private static JsonNode described(ObjectNode property, JsonNode text) {
        if (text.isString()) {
            return property.put("description", text.asString().strip());
        }
        return text.has("type") ? text : property.setAll((ObjectNode) text);
    }
}
