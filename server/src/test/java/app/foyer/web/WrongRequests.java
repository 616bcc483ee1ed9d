package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.web.DescribedApi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// All that can be wrong with a request by what the description says of its operation: one flaw each.
final class WrongRequests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NO_IDS = List.of("0199aaaa-0000-7000-8000-000000000000", "no-such-thing");

    /// Parameters that take any text.
    private static final Set<String> FREE = Set.of("q", "actor", "target");

    private final DescribedApi api;
    private final Operation operation;
    private final Request right;
    private final List<Wrong> all = new ArrayList<>();

    /// @param ids what the names in the path stand for
    record Request(Map<String, String> ids, String query, Map<String, String> headers, byte[] body) {
        Request with(String id, String value) {
            var changed = new LinkedHashMap<>(ids);
            changed.put(id, value);
            return new Request(changed, query, headers, body);
        }

        Request asking(String parameter, String value) {
            return new Request(ids, "?" + parameter + "=" + value, headers, body);
        }

        Request saying(String header, String value) {
            var changed = new LinkedHashMap<>(headers);
            changed.put(header, value);
            return new Request(ids, query, changed, body);
        }

        Request sending(String text) {
            return new Request(ids, query, headers, text.getBytes(UTF_8));
        }

        String target(String path) {
            var filled = path;
            for (var id : ids.entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return filled + query;
        }
    }

    /// @param where the pointer or parameter that the refusal names first; blank if it names none
    /// @param early whether it is refused before anybody has looked at who may do what where
    record Wrong(String what, Request request, int status, String type, String where, boolean early) {}

    private WrongRequests(DescribedApi api, Operation operation, Request right) {
        this.api = api;
        this.operation = operation;
        this.right = right;
    }

    static List<Wrong> of(DescribedApi api, Operation operation, Request right) {
        var wrong = new WrongRequests(api, operation, right);
        for (var parameter : operation.described().path("parameters")) {
            wrong.addParameter(api.resolved(parameter));
        }
        wrong.addHeaders();
        wrong.addBodies();
        return wrong.all;
    }

    private void addParameter(JsonNode parameter) {
        var name = parameter.path("name").asString();
        switch (parameter.path("in").asString()) {
            case "path" ->
                NO_IDS.forEach(id ->
                        add("{" + name + "} = " + id, right.with(name, id), 404, "not-found", "", name.equals("org")));
            case "query" -> {
                if (!FREE.contains(name)) {
                    addFlaw("?" + name, right.asking(name, "no-such-value"), name);
                }
                if (name.equals("limit")) {
                    List.of("", "0", "201", "-1", "1.5")
                            .forEach(l -> addFlaw("?limit=" + l, right.asking(name, l), name));
                }
            }
            case "header" -> {
                if (name.equals("If-Match")) {
                    add(name, right.saying(name, "\"0.gone\""), 412, "precondition-failed", "", false);
                }
            }
            default -> throw new AssertionError("a parameter of a kind that nothing is known of: " + parameter);
        }
    }

    private void addHeaders() {
        if (!operation.described().at("/responses/200/content").isEmpty()
                || !operation.described().at("/responses/201/content").isEmpty()) {
            add("Accept", right.saying("Accept", "text/html"), 406, "not-acceptable", "", true);
        }
        if (operation.method().equals("POST")) {
            var name = "Idempotency-Key";
            add(name, right.saying(name, "x".repeat(201)), 422, "validation", name, true);
        }
    }

    private void addBodies() {
        var content = api.resolved(operation.described().path("requestBody")).path("content");
        if (content.has("application/json")) {
            add("text", right.saying("Content-Type", "text/plain"), 415, "unsupported-media-type", "", false);
            add("half", right.sending("{"), 400, "malformed", "", false);
            add("nothing", right.sending(""), 400, "malformed", "", false);
            addFlaw("a list", right.sending("[]"), "");
            addFlaw("an unknown field", right.sending("{\"no-such-field\": 1}"), "/no-such-field");
            addFields(api.resolved(content.at("/application~1json/schema")));
        } else if (!content.isEmpty()) {
            addFlaw("no picture", right.sending("no picture"), "/logo");
        }
    }

    private void addFields(JsonNode schema) {
        for (var field : schema.path("properties").propertyNames()) {
            var body = (ObjectNode) JSON.readTree(right.body());
            addFlaw(
                    field + " of a wrong type",
                    right.sending(body.set(field, JSON.readTree("[[{}]]")).toString()),
                    "/" + field);
        }
        for (var field : schema.path("required")) {
            var body = (ObjectNode) JSON.readTree(right.body());
            body.remove(field.asString());
            addFlaw("without " + field.asString(), right.sending(body.toString()), "/" + field.asString());
        }
    }

    private void addFlaw(String what, Request request, String where) {
        add(what, request, 422, "validation", where, false);
    }

    private void add(String what, Request request, int status, String type, String where, boolean early) {
        all.add(new Wrong(what, request, status, type, where, early));
    }
}
