package app.foyer.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a client of one OpenAPI document could no longer count on with another: paths, operations, parameters,
/// statuses, properties and values that are gone, what requests must have more than before, what answers promise less.
/// Answers may get more properties and values, as the document says.
public final class BreakingChanges {
    private static final Map<String, Boolean> BOUNDS_OF_REQUESTS = Map.of(
            "maxLength", true,
            "maxItems", true,
            "maximum", true,
            "minLength", false,
            "minItems", false,
            "minimum", false);

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /// A sentence for each.
    public static List<String> between(JsonNode before, JsonNode after) {
        var changes = new BreakingChanges(before, after);
        changes.compare();
        return changes.found;
    }

    private enum Direction {
        REQUEST,
        ANSWER
    }

    private void compare() {
        before.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var name = operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                    var now = after.path("paths").path(path.getKey()).path(operation.getKey());
                    if (now.isMissingNode()) {
                        found.add(name + " is gone");
                    } else {
                        compareOperation(name, operation.getValue(), now);
                    }
                }));
    }

    private void compareOperation(String at, JsonNode old, JsonNode now) {
        if (!old.path("operationId").equals(now.path("operationId"))) {
            found.add(at + " has another operationId");
        }
        compareParameters(at, parameters(old, before), parameters(now, after));
        if (!old.has("requestBody") && now.path("requestBody").path("required").asBoolean(false)) {
            found.add(at + " needs a body");
        }
        compareContent(
                at + ", body",
                old.path("requestBody").path("content"),
                now.path("requestBody").path("content"),
                Direction.REQUEST);
        old.path("responses").properties().forEach(response -> {
            var place = at + ", " + response.getKey();
            var answer = now.path("responses").path(response.getKey());
            if (answer.isMissingNode()) {
                found.add(place + " is gone");
            } else {
                compareAnswer(place, resolve(response.getValue(), before), resolve(answer, after));
            }
        });
        old.path("security").forEach(way -> {
            if (now.path("security").valueStream().noneMatch(way::equals)) {
                found.add(at + " can't be used any more with " + way);
            }
        });
    }

    private static Map<String, JsonNode> parameters(JsonNode operation, JsonNode document) {
        return operation
                .path("parameters")
                .valueStream()
                .map(p -> resolve(p, document))
                .collect(Collectors.toMap(
                        p -> p.path("in").asString() + " parameter "
                                + p.path("name").asString(),
                        p -> p));
    }

    private void compareParameters(String at, Map<String, JsonNode> old, Map<String, JsonNode> now) {
        old.forEach((name, parameter) -> {
            if (now.containsKey(name)) {
                compareSchemas(
                        at + ", " + name,
                        parameter.path("schema"),
                        now.get(name).path("schema"),
                        Direction.REQUEST);
            } else {
                found.add(at + ", " + name + " is gone");
            }
        });
        now.forEach((name, parameter) -> {
            var was = old.containsKey(name) && old.get(name).path("required").asBoolean(false);
            if (!was && parameter.path("required").asBoolean(false)) {
                found.add(at + " needs " + name);
            }
        });
    }

    private void compareAnswer(String at, JsonNode old, JsonNode now) {
        old.path("headers").properties().forEach(header -> {
            var name = at + ", header " + header.getKey();
            var answered = now.path("headers").path(header.getKey());
            if (answered.isMissingNode()) {
                found.add(name + " is gone");
            } else if (resolve(header.getValue(), before).path("required").asBoolean(false)
                    && !resolve(answered, after).path("required").asBoolean(false)) {
                found.add(name + " may be missing");
            }
        });
        compareContent(at, old.path("content"), now.path("content"), Direction.ANSWER);
    }

    private void compareContent(String at, JsonNode old, JsonNode now, Direction direction) {
        old.properties().forEach(type -> {
            var content = now.path(type.getKey());
            if (content.isMissingNode()) {
                found.add(at + " as " + type.getKey() + " is gone");
            } else {
                compareSchemas(at, type.getValue().path("schema"), content.path("schema"), direction);
            }
        });
    }

    private void compareSchemas(String at, JsonNode oldSchema, JsonNode newSchema, Direction direction) {
        if (oldSchema.has("$ref")
                && newSchema.has("$ref")
                && !compared.add(direction
                        + oldSchema.path("$ref").asString()
                        + newSchema.path("$ref").asString())) {
            return;
        }
        var old = resolve(oldSchema, before);
        var now = resolve(newSchema, after);
        compareTypes(at, types(old, before), types(now, after), direction);
        compareValues(at, values(old), values(now), direction);
        compareRequired(at, strings(old.path("required")), strings(now.path("required")), direction);
        compareFormats(at, old, now, direction);
        if (direction == Direction.REQUEST) {
            compareBounds(at, old, now);
        }
        old.path("properties").properties().forEach(property -> {
            var name = at + ", property " + property.getKey();
            var known = now.path("properties").path(property.getKey());
            if (known.isMissingNode()) {
                found.add(name + " is gone");
            } else {
                compareSchemas(name, property.getValue(), known, direction);
            }
        });
        if (old.has("items") && now.has("items")) {
            compareSchemas(at + ", items", old.path("items"), now.path("items"), direction);
        }
        compareAlternatives(at, old, now, direction);
    }

    private void compareTypes(String at, Set<String> old, Set<String> now, Direction direction) {
        var wide = direction == Direction.REQUEST ? now : old;
        var narrow = direction == Direction.REQUEST ? old : now;
        if (!wide.isEmpty() && (narrow.isEmpty() || !wide.containsAll(narrow))) {
            found.add("%s was %s and is %s".formatted(at, old, now));
        }
    }

    private void compareValues(String at, Set<String> old, Set<String> now, Direction direction) {
        if (!old.isEmpty() && !now.isEmpty()) {
            old.stream().filter(value -> !now.contains(value)).forEach(value -> found.add(at + " is never " + value));
        } else if (old.isEmpty() && !now.isEmpty() && direction == Direction.REQUEST) {
            found.add(at + " takes nothing but " + now);
        }
    }

    private void compareRequired(String at, Set<String> old, Set<String> now, Direction direction) {
        if (direction == Direction.REQUEST) {
            now.stream().filter(name -> !old.contains(name)).forEach(name -> found.add(at + " needs " + name));
        } else {
            old.stream()
                    .filter(name -> !now.contains(name))
                    .forEach(name -> found.add("%s may be without %s".formatted(at, name)));
        }
    }

    private void compareFormats(String at, JsonNode old, JsonNode now, Direction direction) {
        for (var keyword : List.of("format", "pattern")) {
            var was = old.path(keyword);
            var is = now.path(keyword);
            var isLoosened = direction == Direction.REQUEST ? is.isMissingNode() : was.isMissingNode();
            if (!isLoosened && !was.equals(is)) {
                found.add("%s has another %s: %s, before %s".formatted(at, keyword, is, was));
            }
        }
    }

    private void compareBounds(String at, JsonNode old, JsonNode now) {
        BOUNDS_OF_REQUESTS.forEach((keyword, isUpper) -> {
            if (now.has(keyword)) {
                var bound = now.path(keyword).asDouble();
                var was = old.path(keyword).asDouble(isUpper ? Double.MAX_VALUE : -Double.MAX_VALUE);
                if (isUpper ? bound < was : bound > was) {
                    found.add("%s has %s %s".formatted(at, keyword, now.path(keyword)));
                }
            }
        });
        if (isClosed(now) && !isClosed(old)) {
            found.add(at + " takes no other properties");
        }
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").asBoolean();
    }

    // Alternatives are told apart by what they refer to, and the others by their place.
    private void compareAlternatives(String at, JsonNode old, JsonNode now, Direction direction) {
        for (var keyword : List.of("allOf", "anyOf", "oneOf")) {
            var place = 0;
            for (var alternative : old.path(keyword)) {
                var reference = alternative.path("$ref");
                var known = reference.isMissingNode()
                        ? now.path(keyword).path(place)
                        : now.path(keyword)
                                .valueStream()
                                .filter(a -> a.path("$ref").equals(reference))
                                .findFirst()
                                .orElse(now.path(keyword).path(-1));
                if (known.isMissingNode()) {
                    found.add("%s is no %s any more".formatted(at, reference.asString(alternative.toString())));
                } else {
                    compareSchemas(at, alternative, known, direction);
                }
                place++;
            }
        }
    }

    private static Set<String> types(JsonNode schema, JsonNode document) {
        var types = new TreeSet<String>();
        if (schema.path("type").isString()) {
            types.add(schema.path("type").asString());
        }
        types.addAll(strings(schema.path("type")));
        schema.path("anyOf").forEach(alternative -> types.addAll(types(resolve(alternative, document), document)));
        return types;
    }

    private static Set<String> values(JsonNode schema) {
        var values = schema.path("enum").valueStream().map(JsonNode::toString).collect(Collectors.toSet());
        if (schema.has("const")) {
            values.add(schema.path("const").toString());
        }
        return values;
    }

    private static Set<String> strings(JsonNode array) {
        return array.isArray() ? array.valueStream().map(JsonNode::asString).collect(Collectors.toSet()) : Set.of();
    }

    private static JsonNode resolve(JsonNode node, JsonNode document) {
        return node.has("$ref")
                ? resolve(document.at(node.path("$ref").asString().substring(1)), document)
                : node;
    }
}
