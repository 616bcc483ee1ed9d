package app.foyer.docs;

import java.util.HashMap;
import java.util.List;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One operation of the document, put together from what springdoc read, what its route tells and what is written of
/// it.
final class DescribedOperation {
    private static final List<String> PICTURES = List.of("image/png", "image/jpeg", "image/gif");
    private static final List<String> FROM_CONTROLLER = List.of("tags", "summary", "operationId");

    private final Route route;
    private final ObjectNode read;
    private final JsonNode text;
    private final JsonNode shared;
    private final ObjectNode described;

    /// @param read as springdoc has it
    /// @param text as the file of its tag has it
    /// @param shared the parameters that the frame describes
    DescribedOperation(Route route, ObjectNode read, JsonNode text, JsonNode shared, JsonMapper json) {
        this.route = route;
        this.read = read;
        this.text = text;
        this.shared = shared;
        this.described = json.createObjectNode();
    }

    ObjectNode described(Problems problems, MessageSource messages) {
        FROM_CONTROLLER.forEach(name -> described.set(name, read.path(name)));
        var access = Access.to(route, text.path("inPerson").asBoolean(false));
        described.put("description", text.path("description").asString().strip() + "\n\n" + access.inWords(messages));
        access.addTo(described.putArray("security"));
        addParameters(described.putArray("parameters"));
        if (read.path("requestBody") instanceof ObjectNode body) {
            addBody(body);
        }
        var responses = described.putObject("responses");
        addAnswers(responses);
        var own = text.path("problems").valueStream().map(JsonNode::asString).toList();
        Problems.of(route, own)
                .forEach((status, types) ->
                        responses.set(Integer.toString(status.value()), problems.response(status, types)));
        return described;
    }

    private void addParameters(ArrayNode parameters) {
        var known = new HashMap<String, JsonNode>();
        read.path("parameters").forEach(p -> known.put(p.path("name").asString(), p));
        for (var step : route.path().split("/")) {
            if (step.startsWith("{")) {
                addShared(step.substring(1, step.length() - 1), parameters);
            }
        }
        read.path("parameters")
                .valueStream()
                .filter(p -> "query".equals(p.path("in").asString()))
                .forEach(p -> addQuery(p.path("name").asString(), parameters));
        if (route.isReading()) {
            addShared("If-None-Match", parameters);
        }
        if (route.takesIfMatch()) {
            addShared("If-Match", parameters);
        }
        if (route.isPost()) {
            addShared("Idempotency-Key", parameters);
        }
        addShared("X-Request-Id", parameters);
    }

    private void addQuery(String name, ArrayNode parameters) {
        var own = text.path("parameters").path(name);
        if (own.isMissingNode()) {
            addShared(name, parameters);
        } else {
            parameters.addObject().put("name", name).put("in", "query").setAll((ObjectNode) own);
        }
    }

    private void addShared(String name, ArrayNode parameters) {
        if (!shared.has(name)) {
            throw new IllegalStateException(
                    "The parameter %s of %s isn't described".formatted(name, read.path("operationId")));
        }
        parameters.addObject().put("$ref", "#/components/parameters/" + name);
    }

    private void addBody(ObjectNode body) {
        var content = body.path("content").path("application/json").deepCopy();
        var sent = described.putObject("requestBody").put("required", true).putObject("content");
        if (route.takesPicture()) {
            PICTURES.forEach(sent::putObject);
        } else {
            ((ObjectNode) content).set("example", text.path("request"));
            sent.set("application/json", content);
        }
    }

    private void addAnswers(ObjectNode responses) {
        var schema = read.path("responses")
                .valueStream()
                .flatMap(response -> response.path("content").valueStream())
                .map(content -> content.path("schema"))
                .findFirst();
        text.path("answers").properties().forEach(entry -> {
            var status = entry.getKey();
            var answer = responses.putObject(status);
            answer.set("description", entry.getValue().path("description"));
            addHeaders(status, answer.putObject("headers"));
            if (!status.equals("204")) {
                var content = answer.putObject("content").putObject("application/json");
                content.set("schema", schema.orElseThrow());
                content.set("example", entry.getValue().path("example"));
            }
        });
        if (route.isReading()) {
            responses.putObject("304").put("$ref", "#/components/responses/NotModified");
        }
    }

    private void addHeaders(String status, ObjectNode headers) {
        if (status.equals("201")) {
            Headers.add(headers, "Location");
        }
        if (route.isTagged()) {
            Headers.add(headers, "ETag");
        }
        if (route.isList()) {
            Headers.add(headers, "Link");
        }
        Headers.addGeneral(headers);
    }
}
