package app.foyer.web;

import app.foyer.web.DescribedApi.Operation;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holds an answer of the API against the API's description: its status, media type, headers and body. Every client
/// of the tests asks it about every answer.
public final class AnswerCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";

    /// What is said of requests that are none: a transfer encoding or a version that there isn't.
    private static final Set<Integer> OF_HTTP = Set.of(501, 505);

    /// What is a target at all (RFC 3986). With anything else, or longer, nobody knows whether it is for the API.
    private static final Pattern TARGET = Pattern.compile("[!$-;=?-\\[\\]_a-z~]{1,8000}");

    private final DescribedApi api;
    private final String request;
    private final int status;
    private final HttpHeaders headers;
    private final @Nullable String body;

    private AnswerCheck(DescribedApi api, String request, int status, HttpHeaders headers, @Nullable String body) {
        this.api = api;
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// @param target the path with its query, as it was asked for
    public static HttpResponse<String> check(String target, HttpResponse<String> answer) {
        var zipped = answer.headers().firstValue("Content-Encoding").isPresent();
        check(answer.request().method(), target, answer.statusCode(), answer.headers(), zipped ? null : answer.body());
        return answer;
    }

    /// @param body null if it can't be read, since it came compressed
    /// @throws AssertionError that tells the operation, the status and where in the answer it is wrong
    static void check(String method, String target, int status, HttpHeaders headers, @Nullable String body) {
        var path = target.split("[?#]", 2)[0];
        if (!path.startsWith("/api/v1/")
                || !TARGET.matcher(target).matches()
                || path.equals(DescribedApi.DOCUMENT)
                || DescribedApi.isOfTests(path)) {
            return;
        }
        var api = DescribedApi.released();
        var check = new AnswerCheck(api, method + " " + target, status, headers, body);
        var operation = api.operation(method.equals("HEAD") ? "GET" : method, path);
        if (operation.isPresent() && !OF_HTTP.contains(status)) {
            check.answers(operation.get(), method.equals("HEAD"));
        } else {
            check.refuses(method);
        }
    }

    private void answers(Operation operation, boolean withoutBody) {
        var where = operation.pointer() + "/responses/" + status;
        if (api.at(where).isMissingNode()) {
            throw wrong(operation.id() + " doesn't answer so");
        }
        var answer = api.landing(where);
        checkHeaders(answer);
        var content = api.at(answer + "/content");
        if (content.isEmpty()) {
            require(body == null || body.isEmpty(), operation.id() + " has no body with this status");
        } else {
            var type = mediaType();
            require(content.has(type), operation.id() + " isn't of the type '" + type + "'");
            if (!withoutBody) {
                checkBody(operation.id(), type, answer + "/content" + DescribedApi.step(type) + "/schema");
            }
        }
    }

    /// What no operation is for.
    private void refuses(String method) {
        if (method.equals("OPTIONS") && status == 200) {
            require(headers.firstValue("Allow").isPresent(), "has no Allow");
            return;
        }
        require(status >= 400 && status != 500, "is answered, but no operation");
        require(mediaType().equals(PROBLEM), "isn't of the type " + PROBLEM);
        if (!method.equals("HEAD")) {
            checkBody("a refusal", PROBLEM, "/components/schemas/Problem");
        }
    }

    private String mediaType() {
        return headers.firstValue("Content-Type").orElse("none").split(";", 2)[0];
    }

    private void checkHeaders(String answer) {
        for (var described : api.at(answer + "/headers").properties()) {
            var header = api.resolved(described.getValue());
            var name = described.getKey();
            var sent = headers.firstValue(name);
            require(sent.isPresent() || !header.path("required").asBoolean(false), "lacks the header " + name);
            if (sent.isPresent()) {
                var schema = api.schema(api.landing(answer + "/headers" + DescribedApi.step(name)) + "/schema");
                fit(name, schema.validate(ofHeader(sent.get(), api.resolved(header.path("schema")))));
            }
        }
    }

    private static JsonNode ofHeader(String value, JsonNode schema) {
        return schema.path("type").asString("").equals("integer") && value.matches("\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                : JsonNodeFactory.instance.stringNode(value);
    }

    private void checkBody(String what, String type, String schema) {
        require(!api.at(schema).isMissingNode(), what + " has no schema for " + type);
        if (body != null && type.endsWith("json")) {
            fit(what, api.schema(schema).validate(read(body)));
        }
    }

    private JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException noJson) {
            throw wrong("is no JSON");
        }
    }

    private void fit(String what, List<com.networknt.schema.Error> errors) {
        require(
                errors.isEmpty(),
                errors.stream()
                        .map(error -> "%s at '%s': %s".formatted(what, error.getInstanceLocation(), error.getMessage()))
                        .collect(Collectors.joining("\n  ")));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private AssertionError wrong(String why) {
        return new AssertionError(
                "The answer isn't as described. %s: %d\n  %s\n%s".formatted(request, status, why, body));
    }
}
