package app.foyer.docs;

import app.foyer.problem.Sentences;
import app.foyer.web.ProblemTypes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The refusals that operations share: one response for each set of problem types with the same status, such as
/// `ConflictOrSeatLimit`.
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String EXAMPLE_ID = "5b0b4a07-3f52-4c1c-9f5e-1d2a6c7e8f90";

    private final Sentences sentences;
    private final JsonMapper json;
    private final Map<String, ObjectNode> responses = new TreeMap<>();

    Problems(Sentences sentences, JsonMapper json) {
        this.sentences = sentences;
        this.json = json;
    }

    /// What a route may be refused for.
    ///
    /// @param own types that nobody can tell from outside
    static Map<HttpStatus, List<String>> of(Route route, Collection<String> own) {
        var types = new TreeSet<>(
                List.of("malformed", "unauthenticated", "forbidden", "rate-limited", "internal-error", "unavailable"));
        types.addAll(own);
        addIf(route.needs().isPresent(), "suspended", types);
        addIf(route.isAboutOne(), "not-found", types);
        addIf(route.isReading() || route.takesContent(), "not-acceptable", types);
        addIf(route.isPost(), "conflict", types);
        addIf(route.takesIfMatch(), "precondition-failed", types);
        addIf(!route.isReading(), "too-large", types);
        addIf(route.takesContent(), "unsupported-media-type", types);
        addIf(route.isChecked(), "validation", types);
        return types.stream().collect(Collectors.groupingBy(Problems::status, TreeMap::new, Collectors.toList()));
    }

    private static void addIf(boolean possible, String type, Collection<String> types) {
        if (possible) {
            types.add(type);
        }
    }

    private static HttpStatus status(String type) {
        return ProblemTypes.status(type).orElseThrow(() -> new IllegalStateException("No problem has type " + type));
    }

    /// The responses that were asked for, by name.
    Map<String, ObjectNode> responses() {
        return responses;
    }

    /// A reference to the response of these types, which all have this status.
    ObjectNode response(HttpStatus status, Collection<String> types) {
        var name = types.stream().map(Problems::name).collect(Collectors.joining("Or"));
        responses.computeIfAbsent(name, _ -> describe(status, types));
        return json.createObjectNode().put("$ref", "#/components/responses/" + name);
    }

    private static String name(String type) {
        return Arrays.stream(type.split("-")).map(StringUtils::capitalize).collect(Collectors.joining());
    }

    private ObjectNode describe(HttpStatus status, Collection<String> types) {
        var response = json.createObjectNode();
        response.put(
                "description",
                types.stream()
                        .map(type -> "`%s`: %s.".formatted(type, say(type + ".title")))
                        .collect(Collectors.joining(" ")));
        addHeaders(status, response.putObject("headers"));
        var content = response.putObject("content").putObject(MEDIA_TYPE);
        addSchema(status, types, content.putObject("schema"));
        var examples = content.putObject("examples");
        types.forEach(type -> examples.putObject(type).set("value", example(status, type)));
        return response;
    }

    private static void addHeaders(HttpStatus status, ObjectNode headers) {
        switch (status) {
            case UNAUTHORIZED -> Headers.add(headers, "WWW-Authenticate");
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> Headers.add(headers, "Retry-After");
            default -> {}
        }
        Headers.addGeneral(headers);
    }

    private static void addSchema(HttpStatus status, Collection<String> types, ObjectNode schema) {
        var both = schema.putArray("allOf");
        both.addObject().put("$ref", "#/components/schemas/Problem");
        var properties = both.addObject().putObject("properties");
        var known = properties.putObject("type").putArray("enum");
        types.forEach(type -> known.add("/problems/" + type));
        properties.putObject("status").put("const", status.value());
        if (status == HttpStatus.UNPROCESSABLE_CONTENT) {
            ((ObjectNode) both.get(1)).putArray("required").add("errors");
        }
    }

    private ObjectNode example(HttpStatus status, String type) {
        var problem = json.createObjectNode()
                .put("type", "/problems/" + type)
                .put("title", say(type + ".title"))
                .put("status", status.value())
                .put("detail", say(type + (type.endsWith("-limit") ? ".explanation" : ".detail")));
        if (type.equals("validation")) {
            var errors = problem.putArray("errors");
            errors.addObject().put("pointer", "/emails/3").put("detail", say("flaw.address", "ann@"));
            errors.addObject().put("parameter", "limit").put("detail", say("flaw.limit"));
        }
        return problem.put("requestId", EXAMPLE_ID);
    }

    private String say(String key, Object... arguments) {
        return sentences.say(key, Locale.ENGLISH, arguments);
    }
}
