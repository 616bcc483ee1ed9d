package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as a schema wants it, and then as it doesn't.
final class WildJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper READER = new JsonMapper();
    private static final String LONE_SURROGATE = "@lone@";

    /// Texts that have broken programs before.
    static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\u0007\u001b[31m",
            "a\r\nBcc: x@b.test",
            "\u202etxt.exe",
            "\u200b",
            "\ufeff",
            "\uffff",
            LONE_SURROGATE,
            "👩‍👩‍👧‍👦🏳️‍🌈",
            "שלום עולם",
            "Ω≈ç√∫",
            "İıſK",
            "e\u0301\u0301\u0301",
            "'; drop table member; --",
            "%' or '1'='1",
            "%_\\",
            "${7*7} #{7*7} {{7*7}}",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "null",
            "NaN",
            "-1",
            "2026-02-30T25:61:61Z",
            "0000-00-00",
            "+999999999-12-31T23:59:59Z",
            "01982c00-0000-7000-8000-000000000000",
            "x".repeat(300),
            "ß".repeat(3000),
            "@",
            "a@b",
            "\"a b\"@b.test",
            "a@xn--nxasmq6b.test",
            "a@bücher.test");

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0.0",
            "2147483648",
            "9223372036854775808",
            "9".repeat(400),
            "[]",
            "{}",
            "[null]",
            "[[[[[[[[]]]]]]]]",
            "{\"a\": {\"a\": {\"a\": {}}}}",
            "{\"$ref\": \"#\"}",
            "{\"__proto__\": {}, \"@type\": \"java.lang.Object\"}");

    private final DescribedApi api;
    private final RandomGenerator random;

    /// What is called so in the organization at hand.
    private final Map<String, List<String>> known;

    WildJson(DescribedApi api, RandomGenerator random, Map<String, List<String>> known) {
        this.api = api;
        this.random = random;
        this.known = known;
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// A value that fits, as far as its schema tells.
    JsonNode fitting(JsonNode described, String name) {
        var schema = api.resolved(described);
        var choices = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        } else if (!choices.isEmpty()) {
            return fitting(choices.get(random.nextInt(choices.size())), name);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema, name);
            case "integer", "number" ->
                JSON.numberNode(random.nextInt(
                        schema.path("minimum").asInt(0), schema.path("maximum").asInt(1000) + 1));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(text(schema, name));
        };
    }

    private String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.get(random.nextInt(type.size())).asString()
                : type.asString(schema.has("properties") ? "object" : "string");
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || chance(0.6)) {
                object.set(property.getKey(), fitting(property.getValue(), property.getKey()));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, String name) {
        var array = JSON.arrayNode();
        var least = schema.path("minItems").asInt(0);
        for (var left = random.nextInt(least, least + 4); left > 0; left--) {
            array.add(fitting(schema.path("items"), name));
        }
        return array;
    }

    String text(JsonNode schema, String name) {
        var names = known.getOrDefault(name, List.of());
        if (!names.isEmpty() && chance(0.9)) {
            return one(names);
        }
        return switch (schema.path("format").asString("")) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" ->
                Instant.parse("2030-01-01T00:00:00Z")
                        .plus(Duration.ofHours(random.nextInt(-50_000, 50_000)))
                        .toString();
            case "date" ->
                "20%02d-%02d-%02d".formatted(random.nextInt(100), random.nextInt(1, 13), random.nextInt(1, 29));
            case "email", "idn-email" -> "ann-" + word() + "@acme.test";
            case "uri" -> "https://acme.test/" + word();
            default -> word();
        };
    }

    String word() {
        return "w" + BigInteger.valueOf(random.nextInt(1 << 30)).toString(36);
    }

    /// Changed in one place.
    JsonNode mutated(JsonNode fitting) {
        var root = JSON.arrayNode().add(fitting.deepCopy());
        var places = new ArrayList<Runnable>();
        find(root, places);
        one(places).run();
        return root.isEmpty() ? JSON.nullNode() : root.get(0);
    }

    private void find(JsonNode node, List<Runnable> places) {
        if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                var at = i;
                places.add(() -> array.set(at, odd()));
                places.add(() -> array.remove(at));
                places.add(() -> array.add(array.get(at)));
                find(array.get(i), places);
            }
        } else if (node instanceof ObjectNode object) {
            for (var name : object.propertyNames()) {
                places.add(() -> object.set(name, odd()));
                places.add(() -> object.remove(name));
                find(object.get(name), places);
            }
            places.add(() -> object.set(chance(0.5) ? word() : one(ODD_TEXTS), odd()));
        }
    }

    private JsonNode odd() {
        return chance(0.5) ? JSON.stringNode(one(ODD_TEXTS)) : READER.readTree(one(ODD_VALUES));
    }

    /// As it goes over the wire.
    byte[] written(JsonNode json) {
        return json.toString().replace(LONE_SURROGATE, "\\ud800").getBytes(UTF_8);
    }

    /// No JSON any more, or hardly.
    byte[] broken(JsonNode json) {
        var text = new String(written(json), ISO_8859_1);
        var at = random.nextInt(text.length());
        var broken = switch (random.nextInt(10)) {
            case 0 -> text.substring(0, at);
            case 1 -> text + one(List.of("{}", "x", ",", "]", "\0"));
            case 2 ->
                text.substring(0, at) + one(List.of("\u00ff", "\u00c3", "\u00ed\u00a0\u0080")) + text.substring(at);
            case 3 -> "\u00ef\u00bb\u00bf" + text;
            case 4 -> text.replaceFirst("\\{(\"[^\"]*\":)", "{$1 null, $1");
            case 5 -> "[".repeat(5000) + text;
            case 6 -> text.replaceFirst(":", ": NaN,");
            case 7 -> text.replace('"', '\'');
            case 8 -> "";
            default -> text.substring(0, at) + (char) random.nextInt(32) + text.substring(at);
        };
        return broken.getBytes(ISO_8859_1);
    }
}
