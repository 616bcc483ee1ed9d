package app.foyer.web;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API as its OpenAPI document describes it, read once for all tests.
final class DescribedApi {
    static final String DOCUMENT = "/api/v1/openapi.json";
    private static final String NAME = "https://foyer.example/described";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /// What holds examples rather than schemas.
    private static final Set<String> EXAMPLES = Set.of("example", "examples", "default", "const", "enum");

    private static final EmailValidator ADDRESS =
            JMail.strictValidator().disallowIpDomain().requireTopLevelDomain();

    private static final DescribedApi RELEASED = read();

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final SchemaRegistry schemas;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /// @param pointer where in the document it stands
    record Operation(String id, String method, String path, JsonNode described, String pointer) {
        boolean isFor(String[] segments) {
            var own = path.split("/", -1);
            if (own.length != segments.length) {
                return false;
            }
            for (var i = 0; i < own.length; i++) {
                if (own[i].startsWith("{") ? segments[i].isEmpty() : !own[i].equals(segments[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private DescribedApi(JsonNode document) {
        this.document = document;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey()) && !isOfTests(path.getKey())) {
                        operations.add(new Operation(
                                entry.getValue().path("operationId").asString(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                entry.getValue(),
                                "/paths" + step(path.getKey()) + step(entry.getKey())));
                    }
                }));
        // `/members/me` before `/members/{member}`
        operations.sort(Comparator.comparing(operation -> operation.path().replace('{', '~')));
        this.schemas = SchemaRegistry.withDialect(
                Dialect.builder(Dialects.getOpenApi31()).format(new Addresses()).build(),
                registry -> registry.schemas(Map.of(NAME, closed(document).toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /// What a running server says of itself, as [OpenApiTest] sees to.
    static DescribedApi released() {
        return RELEASED;
    }

    private static DescribedApi read() {
        try {
            return new DescribedApi(JSON.readTree(Files.readString(Path.of("../docs/api/openapi-v1.json"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The library's own refuses `.test`.
    private static final class Addresses implements Format {
        @Override
        public String getName() {
            return "idn-email";
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            return ADDRESS.isValid(text);
        }
    }

    /// Rooms that only tests have.
    static boolean isOfTests(String path) {
        return path.startsWith("/api/v1/probe") || path.startsWith("/api/v1/operator/probe");
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String method, String path) {
        var segments = path.split("/", -1);
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.isFor(segments))
                .findFirst();
    }

    /// What a pointer leads to, through references.
    JsonNode at(String pointer) {
        return resolved(document.at(pointer));
    }

    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : at(reference.substring(1));
    }

    /// The pointer to the same, past a reference.
    String landing(String pointer) {
        var reference = document.at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : landing(reference.substring(1));
    }

    Schema schema(String pointer) {
        return compiled.computeIfAbsent(pointer, where -> schemas.getSchema(SchemaLocation.of(NAME + "#" + where)));
    }

    /// A step of a JSON pointer (RFC 6901).
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    // What isn't described may not come. What is a part of something leaves that to the whole.
    private static JsonNode closed(JsonNode document) {
        var whole = document.deepCopy();
        var parts = new HashSet<String>();
        whole.findValues("allOf")
                .forEach(all -> all.forEach(
                        part -> parts.add(part.path("$ref").asString("").replace("#", ""))));
        close(whole, "", parts);
        return whole;
    }

    private static void close(JsonNode node, String pointer, Set<String> parts) {
        node.properties().stream()
                .filter(child -> !EXAMPLES.contains(child.getKey()))
                .forEach(child -> close(child.getValue(), pointer + step(child.getKey()), parts));
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            close(node.get(i), pointer + "/" + i, parts);
        }
        if (node instanceof ObjectNode schema
                && (schema.path("properties").isObject() || schema.path("allOf").isArray())
                && !schema.has("additionalProperties")
                && !parts.contains(pointer)
                && !pointer.matches(".*/allOf/\\d+")) {
            schema.put("unevaluatedProperties", false);
        }
    }
}
